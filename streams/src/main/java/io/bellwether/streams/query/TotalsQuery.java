package io.bellwether.streams.query;

import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.statement.Measure;
import io.bellwether.schemas.avro.BrandMonth;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.query.MarketQueries.TotalsPage;
import io.bellwether.streams.query.PartialResult.Entry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The latest months of a measure of every brand that has any, by name: brand -> BrandMonth without statements, an entry
 * a month, oldest first.
 *
 * @param asOf as known on that day; null for now
 * @param months at most so many of each brand, up to the last that is known
 * @param after only brands behind this name; null for all
 * @param limit at most so many brands
 */
record TotalsQuery(
        @Nullable LocalDate asOf,
        Measure measure,
        int months,
        @Nullable String after,
        int limit) implements StateQuery<TotalsPage> {

    static final String NAME = "Totals";

    static TotalsQuery of(QueryParameters parameters) {
        return new TotalsQuery(
                parameters.day("as_of"),
                Measure.valueOf(parameters.required("measure")),
                parameters.number("months", QueryParameters.MAX_MONTHS),
                parameters.text("after"),
                parameters.number("limit", QueryParameters.MAX_ENTRIES) - 1);
    }

    @Override
    public QueryParameters parameters() {
        return QueryParameters.of(NAME)
                .with("as_of", asOf)
                .with("measure", measure)
                .with("months", months)
                .with("after", after)
                .with("limit", read());
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
        return Cost.REPLAY;
    }

    @Override
    public List<Entry> answer(PartitionStores stores) {
        LocalDate day = asOf == null ? LocalDate.MAX : asOf;
        List<Entry> entries = new ArrayList<>();
        int brands = 0;
        for (Entry now : stores.brands(after, Integer.MAX_VALUE)) {
            if (brands == read()) {
                break;
            }
            BrandLedger ledger = stores.ledger(now.key(), day);
            if (ledger != null) {
                List<Entry> latest = StatementReplay.totals(this, ledger);
                entries.addAll(latest);
                brands += latest.isEmpty() ? 0 : 1;
            }
        }
        return entries;
    }

    @Override
    public TotalsPage combine(List<Entry> entries) {
        SortedMap<String, List<byte[]>> all = PartialResult.byKey(entries);
        SortedMap<String, List<BrandMonth>> brands = new TreeMap<>(all.comparator());
        all.entrySet().stream()
                .limit(limit)
                .forEach(brand -> brands.put(
                        brand.getKey(),
                        brand.getValue().stream()
                                .map(Encoding.BRAND_MONTH::decode)
                                .toList()));
        return new TotalsPage(brands, all.size() > limit);
    }
}
