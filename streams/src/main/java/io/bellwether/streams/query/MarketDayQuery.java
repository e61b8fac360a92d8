package io.bellwether.streams.query;

import io.bellwether.schemas.avro.MarketView;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.codec.MarketViewParts;
import io.bellwether.streams.processor.MarketProcessor;
import io.bellwether.streams.query.PartialResult.Entry;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The as-of day of the market view of now, without the rest of it: the day -> nothing. */
record MarketDayQuery() implements StateQuery<Optional<LocalDate>> {

    static final String NAME = "Day";

    private static final Encoding.Head<MarketView> DAY_OF_VIEW = Encoding.MARKET_VIEW.before("month");

    @Override
    public QueryParameters parameters() {
        return QueryParameters.of(NAME);
    }

    @Override
    public Placement placement() {
        return Placement.MARKET;
    }

    @Override
    public List<Entry> answer(PartitionStores stores) {
        return day(stores)
                .map(day -> List.of(new Entry(day.toString(), new byte[0])))
                .orElse(List.of());
    }

    /** The as-of day of the market view in a partition; empty before the first event. */
    static Optional<LocalDate> day(PartitionStores stores) {
        byte[] view = stores.value(MarketProcessor.VIEW, MarketViewParts.HEADER);
        return view == null
                ? Optional.empty()
                : Optional.of(DAY_OF_VIEW.decode(view).getAsOf());
    }

    @Override
    public Optional<LocalDate> combine(List<Entry> entries) {
        return entries.stream().findFirst().map(entry -> LocalDate.parse(entry.key()));
    }
}
