package io.bellwether.streams.query;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.streams.codec.BrandSummaryCodec;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.codec.SummaryParts;
import io.bellwether.streams.processor.MarketProcessor;
import io.bellwether.streams.query.PartialResult.Entry;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole years of all brands before one (docs/figures.md#brand-years): brand -> the deliveries of its years' months, 8
 * bytes each.
 *
 * @param asOf as known on that day; null for now
 * @param before only earlier years
 */
record BrandYearsQuery(@Nullable LocalDate asOf, int before) implements StateQuery<List<List<Long>>> {

    static final String NAME = "BrandYears";

    private static final int MONTHS = 12;

    static BrandYearsQuery of(QueryParameters parameters) {
        return new BrandYearsQuery(parameters.day("as_of"), parameters.number("before", QueryParameters.MAX_YEAR));
    }

    @Override
    public QueryParameters parameters() {
        return QueryParameters.of(NAME).with("as_of", asOf).with("before", before);
    }

    /** Now the task of the market has them; of a past day the brands' own tasks. */
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
        List<Entry> entries = new ArrayList<>();
        if (asOf == null) {
            for (Entry entry : stores.all(MarketProcessor.SUMMARIES)) {
                if (entry.key().indexOf('/') < 0 && !SummaryParts.isPart(entry.key())) {
                    add(BrandSummaryCodec.of(Encoding.BRAND_SUMMARY.decode(entry.value())), entries);
                }
            }
        } else {
            for (String brand : stores.brandsFrom(null)) {
                add(stores.history(brand, asOf).ledger().summary(), entries);
            }
        }
        return entries;
    }

    private void add(BrandSummary summary, List<Entry> entries) {
        List<Long> months = summary.brandYears().stream()
                .filter(year -> year.year() < before)
                .flatMap(year -> year.months().stream())
                .toList();
        if (!months.isEmpty()) {
            ByteBuffer bytes = ByteBuffer.allocate(months.size() * Long.BYTES);
            months.forEach(bytes::putLong);
            entries.add(new Entry(summary.brand(), bytes.array()));
        }
    }

    @Override
    public List<List<Long>> combine(List<Entry> entries) {
        List<List<Long>> years = new ArrayList<>();
        for (Entry entry : entries) {
            ByteBuffer bytes = ByteBuffer.wrap(entry.value());
            while (bytes.hasRemaining()) {
                List<Long> year = new ArrayList<>(MONTHS);
                for (int month = 0; month < MONTHS; month++) {
                    year.add(bytes.getLong());
                }
                years.add(year);
            }
        }
        return years;
    }
}
