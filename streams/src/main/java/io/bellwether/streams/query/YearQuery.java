package io.bellwether.streams.query;

import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.market.YearCourse;
import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.TargetPeriod;
import io.bellwether.streams.codec.AnswerCodec;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.query.PartialResult.Entry;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A calendar year of a brand or one of its models, without the way to its target and the forecast: whether it is the
 * present year -> YearEntry; nothing if no event is about it.
 *
 * @param asOf as known on that day; null for now
 * @param model null: the whole brand
 * @param year null: that of the reference month; where there is none, that of the newest event
 */
record YearQuery(
        String brand,
        @Nullable LocalDate asOf,
        @Nullable String model,
        @Nullable Integer year) implements StateQuery<Optional<YearQuery.Found>> {

    static final String NAME = "Year";

    private static final String PRESENT = "present";

    /**
     * The year.
     *
     * @param isPresent whether it is that of the reference month
     */
    record Found(YearCourse course, boolean isPresent) {}

    static YearQuery of(QueryParameters parameters) {
        return new YearQuery(
                parameters.required("brand"),
                parameters.day("as_of"),
                parameters.text("model"),
                parameters.text("year") == null ? null : (Integer) parameters.number("year", QueryParameters.MAX_YEAR));
    }

    @Override
    public QueryParameters parameters() {
        return QueryParameters.of(NAME)
                .with("brand", brand)
                .with("as_of", asOf)
                .with("model", model)
                .with("year", year);
    }

    @Override
    public Placement placement() {
        return Placement.of(brand);
    }

    @Override
    public Cost cost() {
        return Cost.REPLAY;
    }

    @Override
    public List<Entry> answer(PartitionStores stores) {
        BrandHistory history = stores.history(brand, asOf);
        BrandLedger ledger = history.ledger();
        if (history.events().isEmpty() || (model != null && ledger.modelName(model) == null)) {
            return List.of();
        }
        int present = presentYear(history);
        int ofYear = year == null ? present : year;
        YearCourse course = YearCourse.of(
                ofYear,
                month -> ledger.total(Measure.DELIVERIES, model, month),
                month -> ledger.yearToDate(model, month),
                model == null ? target(ledger, ofYear) : null);
        return List.of(
                new Entry(ofYear == present ? PRESENT : "", Encoding.YEAR.encode(AnswerCodec.record(course, null))));
    }

    private int presentYear(BrandHistory history) {
        MetricSet metrics =
                model == null ? history.ledger().metrics() : history.ledger().modelMetrics(model);
        Integer reference = metrics.month(Metric.REFERENCE_MONTH);
        return reference == null
                ? history.events()
                        .get(history.events().size() - 1)
                        .statement()
                        .provenance()
                        .date()
                        .getYear()
                : Months.year(reference);
    }

    private static YearCourse.@Nullable Target target(BrandLedger ledger, int year) {
        return ledger.summary().targets().stream()
                .filter(target -> target.period().equals(TargetPeriod.year(year)))
                .map(target -> new YearCourse.Target(target.units(), target.firstUnits()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Optional<Found> combine(List<Entry> entries) {
        return entries.stream()
                .findFirst()
                .map(entry -> new Found(
                        AnswerCodec.of(Encoding.YEAR.decode(entry.value())),
                        entry.key().equals(PRESENT)));
    }
}
