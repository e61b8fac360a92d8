package io.bellwether.streams.query;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.market.FigureDue;
import io.bellwether.schemas.avro.CalendarEntry;
import io.bellwether.streams.codec.AnswerCodec;
import io.bellwether.streams.codec.BrandSummaryCodec;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.codec.SummaryParts;
import io.bellwether.streams.processor.MarketProcessor;
import io.bellwether.streams.query.PartialResult.Entry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next figures due (docs/figures.md#calendar), by day and brand: brand -> CalendarEntry.
 *
 * @param asOf as known on that day; null for now
 */
record CalendarQuery(@Nullable LocalDate asOf) implements StateQuery<List<CalendarEntry>> {

    static final String NAME = "Calendar";

    static CalendarQuery of(QueryParameters parameters) {
        return new CalendarQuery(parameters.day("as_of"));
    }

    @Override
    public QueryParameters parameters() {
        return QueryParameters.of(NAME).with("as_of", asOf);
    }

    /** Now the task of the market knows all brands and the day; of a past day the brands' own tasks do. */
    @Override
    public Placement placement() {
        return asOf == null ? Placement.MARKET : Placement.ALL_BRANDS;
    }

    @Override
    public Cost cost() {
        return Cost.REPLAY;
    }

    @Override
    public List<Entry> answer(PartitionStores stores) {
        return asOf == null ? now(stores) : onDay(asOf, stores);
    }

    private static List<Entry> now(PartitionStores stores) {
        return MarketDayQuery.day(stores)
                .map(day -> {
                    List<BrandSummary> summaries = new ArrayList<>();
                    for (Entry entry : stores.all(MarketProcessor.SUMMARIES)) {
                        if (entry.key().indexOf('/') < 0 && !SummaryParts.isPart(entry.key())) {
                            summaries.add(BrandSummaryCodec.of(Encoding.BRAND_SUMMARY.decode(entry.value())));
                        }
                    }
                    return entries(summaries, day);
                })
                .orElse(List.of());
    }

    private static List<Entry> onDay(LocalDate day, PartitionStores stores) {
        List<BrandSummary> summaries = new ArrayList<>();
        for (String brand : stores.brandsFrom(null)) {
            summaries.add(stores.history(brand, day).ledger().summary());
        }
        return entries(summaries, day);
    }

    private static List<Entry> entries(List<BrandSummary> summaries, LocalDate day) {
        return FigureDue.calendar(summaries, day).stream()
                .map(due -> new Entry(due.brand(), Encoding.CALENDAR.encode(AnswerCodec.record(due))))
                .toList();
    }

    @Override
    public List<CalendarEntry> combine(List<Entry> entries) {
        List<CalendarEntry> calendar = new ArrayList<>(PartialResult.decoded(entries, Encoding.CALENDAR));
        calendar.sort(Comparator.comparing(CalendarEntry::getDueOn).thenComparing(CalendarEntry::getBrand));
        return calendar;
    }
}
