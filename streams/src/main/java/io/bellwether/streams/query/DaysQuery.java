package io.bellwether.streams.query;

import io.bellwether.streams.query.PartialResult.Entry;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The days on which something was published: day -> number of statements (int).
 *
 * @param published the days that are asked about
 * @param brand only of this one; null for all
 */
record DaysQuery(DaySpan published, @Nullable String brand) implements StateQuery<SortedMap<LocalDate, Integer>> {

    static final String NAME = "Days";

    static DaysQuery of(QueryParameters parameters) {
        return new DaysQuery(new DaySpan(parameters.day("from"), parameters.day("to")), parameters.text("brand"));
    }

    @Override
    public QueryParameters parameters() {
        return QueryParameters.of(NAME)
                .with("from", published.from())
                .with("to", published.to())
                .with("brand", brand);
    }

    @Override
    public Placement placement() {
        return brand == null ? Placement.ALL_BRANDS : Placement.of(brand);
    }

    @Override
    public Cost cost() {
        return Cost.REPLAY;
    }

    @Override
    public List<Entry> answer(PartitionStores stores) {
        SortedMap<LocalDate, Integer> days = new TreeMap<>();
        List<String> brands = brand == null ? stores.brandsFrom(null) : List.of(brand);
        for (String name : brands) {
            stores.replay().days(name, stores.pages(), day -> {
                if (published.contains(day)) {
                    days.merge(day, 1, Integer::sum);
                }
            });
        }
        List<Entry> entries = new ArrayList<>();
        days.forEach((day, statements) -> entries.add(new Entry(
                day.toString(),
                ByteBuffer.allocate(Integer.BYTES).putInt(statements).array())));
        return entries;
    }

    @Override
    public SortedMap<LocalDate, Integer> combine(List<Entry> entries) {
        SortedMap<LocalDate, Integer> days = new TreeMap<>();
        entries.forEach(entry -> days.merge(
                LocalDate.parse(entry.key()), ByteBuffer.wrap(entry.value()).getInt(), Integer::sum));
        return days;
    }
}
