package io.bellwether.streams.query;

import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.MetricSet;
import io.bellwether.schemas.avro.ModelMetrics;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.processor.BrandProcessor;
import io.bellwether.streams.query.MarketQueries.BrandAnswer;
import io.bellwether.streams.query.PartialResult.Entry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A brand and its models: brand -> BrandMetrics, brand/model -> ModelMetrics; nothing if no event is about it.
 *
 * @param asOf as known on that day; null for now
 */
record BrandQuery(String brand, @Nullable LocalDate asOf) implements StateQuery<Optional<BrandAnswer>> {

    static final String NAME = "Brand";

    private static final Encoding.Head<ModelMetrics> MODEL_WITHOUT_EVIDENCE = Encoding.MODEL_METRICS.before("evidence");

    static BrandQuery of(QueryParameters parameters) {
        return new BrandQuery(parameters.required("brand"), parameters.day("as_of"));
    }

    @Override
    public QueryParameters parameters() {
        return QueryParameters.of(NAME).with("brand", brand).with("as_of", asOf);
    }

    @Override
    public Placement placement() {
        return Placement.of(brand);
    }

    @Override
    public Cost cost() {
        return asOf == null ? Cost.READ : Cost.REPLAY;
    }

    @Override
    public List<Entry> answer(PartitionStores stores) {
        return asOf == null ? now(stores) : onDay(asOf, stores);
    }

    private List<Entry> now(PartitionStores stores) {
        List<Entry> entries = new ArrayList<>();
        byte[] own = stores.value(BrandProcessor.METRICS, brand);
        if (own != null) {
            entries.add(new Entry(brand, own));
            entries.addAll(stores.startingWith(BrandProcessor.METRICS, brand + "/"));
        }
        return entries;
    }

    private List<Entry> onDay(LocalDate day, PartitionStores stores) {
        BrandLedger ledger = stores.ledger(brand, day);
        List<Entry> entries = new ArrayList<>();
        if (ledger != null) {
            BrandMetrics own = StatementReplay.metrics(ledger, ledger.summary(), Evidence.Limit.ASKED);
            entries.add(new Entry(brand, Encoding.BRAND_METRICS.encode(own)));
            for (String model : ledger.models()) {
                entries.add(new Entry(
                        brand + "/" + model,
                        Encoding.MODEL_METRICS.encode(StatementReplay.metrics(ledger, model, Evidence.Limit.ASKED))));
            }
        }
        return entries;
    }

    @Override
    public Optional<BrandAnswer> combine(List<Entry> entries) {
        BrandMetrics own = null;
        SortedMap<String, MetricSet> models = new TreeMap<>();
        for (Entry entry : entries) {
            if (entry.key().equals(brand)) {
                own = Encoding.BRAND_METRICS.decode(entry.value());
            } else {
                models.put(
                        entry.key().substring(brand.length() + 1),
                        MODEL_WITHOUT_EVIDENCE.decode(entry.value()).getMetrics());
            }
        }
        return own == null ? Optional.empty() : Optional.of(new BrandAnswer(own, models));
    }
}
