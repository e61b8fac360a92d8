package io.bellwether.streams.query;

import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.query.MarketQueries.BrandPage;
import io.bellwether.streams.query.PartialResult.Entry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Brands in the order of their names: brand -> BrandMetrics.
 *
 * @param asOf as known on that day; null for now
 * @param after only brands behind this name; null for all
 * @param limit at most so many
 */
record BrandsQuery(@Nullable LocalDate asOf, @Nullable String after, int limit) implements StateQuery<BrandPage> {

    static final String NAME = "Brands";

    static BrandsQuery of(QueryParameters parameters) {
        return new BrandsQuery(
                parameters.day("as_of"),
                parameters.text("after"),
                parameters.number("limit", QueryParameters.MAX_ENTRIES) - 1);
    }

    @Override
    public QueryParameters parameters() {
        return QueryParameters.of(NAME).with("as_of", asOf).with("after", after).with("limit", read());
    }

    /** One more than wanted, to know whether there are more. */
    private int read() {
        return limit + 1;
    }

    @Override
    public Placement placement() {
        return Placement.ALL_BRANDS;
    }

    @Override
    public Cost cost() {
        return asOf == null ? Cost.READ : Cost.REPLAY;
    }

    @Override
    public List<Entry> answer(PartitionStores stores) {
        if (asOf == null) {
            return stores.brands(after, read());
        }
        List<Entry> entries = new ArrayList<>();
        for (Entry now : stores.brands(after, Integer.MAX_VALUE)) {
            if (entries.size() == read()) {
                break;
            }
            BrandLedger ledger = stores.ledger(now.key(), asOf);
            if (ledger != null) {
                entries.add(new Entry(
                        now.key(),
                        Encoding.BRAND_METRICS.encode(
                                StatementReplay.metrics(ledger, ledger.summary(), Evidence.Limit.ASKED))));
            }
        }
        return entries;
    }

    @Override
    public BrandPage combine(List<Entry> entries) {
        SortedMap<String, List<byte[]>> all = PartialResult.byKey(entries);
        SortedMap<String, BrandMetrics> brands = new TreeMap<>(all.comparator());
        all.entrySet().stream()
                .limit(limit)
                .forEach(entry -> brands.put(
                        entry.getKey(),
                        Encoding.BRAND_METRICS.decode(entry.getValue().get(0))));
        return new BrandPage(brands, all.size() > limit);
    }
}
