package io.bellwether.streams.query;

import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.market.YearCourse;
import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.TargetPeriod;
import io.bellwether.streams.codec.AnswerCodec;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.query.PartialResult.Entry;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A calendar year of a brand or one of its models, without the way to its target: the brand -> YearEntry; nothing if no
 * event is about it.
 *
 * @param asOf as known on that day; null for now
 * @param model null: the whole brand
 */
record YearQuery(
        String brand,
        @Nullable LocalDate asOf,
        @Nullable String model,
        int year) implements StateQuery<Optional<YearCourse>> {

    static final String NAME = "Year";

    static YearQuery of(QueryParameters parameters) {
        return new YearQuery(
                parameters.required("brand"),
                parameters.day("as_of"),
                parameters.text("model"),
                parameters.number("year"));
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
        YearCourse course = YearCourse.of(
                year,
                month -> ledger.total(Measure.DELIVERIES, model, month),
                month -> ledger.yearToDate(model, month),
                model == null ? target(ledger) : null);
        return List.of(new Entry(brand, Encoding.YEAR.encode(AnswerCodec.record(course))));
    }

    private YearCourse.@Nullable Target target(BrandLedger ledger) {
        return ledger.summary().targets().stream()
                .filter(target -> target.period().equals(TargetPeriod.year(year)))
                .map(target -> new YearCourse.Target(target.units(), target.firstUnits()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Optional<YearCourse> combine(List<Entry> entries) {
        return entries.stream().findFirst().map(entry -> AnswerCodec.of(Encoding.YEAR.decode(entry.value())));
    }
}
