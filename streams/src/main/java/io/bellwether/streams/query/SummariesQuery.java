package io.bellwether.streams.query;

import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.schemas.avro.BrandSummaryRecord;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.query.PartialResult.Entry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What the market would have got of every brand by a day: brand -> BrandSummary.
 *
 * @param asOf the day
 */
record SummariesQuery(LocalDate asOf) implements StateQuery<List<BrandSummaryRecord>> {

    static final String NAME = "Summaries";

    static SummariesQuery of(QueryParameters parameters) {
        return new SummariesQuery(parameters.requiredDay("as_of"));
    }

    @Override
    public QueryParameters parameters() {
        return QueryParameters.of(NAME).with("as_of", asOf);
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
        List<Entry> entries = new ArrayList<>();
        for (Entry now : stores.brands(null, Integer.MAX_VALUE)) {
            BrandLedger ledger = stores.ledger(now.key(), asOf);
            if (ledger != null) {
                entries.add(new Entry(now.key(), Encoding.BRAND_SUMMARY.encode(StatementReplay.summary(ledger))));
            }
        }
        return entries;
    }

    @Override
    public List<BrandSummaryRecord> combine(List<Entry> entries) {
        return PartialResult.decoded(entries, Encoding.BRAND_SUMMARY);
    }
}
