package io.bellwether.streams.processor;

import io.bellwether.domain.alert.AlertEngine;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.codec.Summaries;
import io.bellwether.streams.codec.SummaryParts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest summaries of brands and models, in a store and in the engine that compares them. The parts of a brand's summary
 * come before it, and count once it has come.
 *
 * <p>What another version of the program wrote is not read but awaited: the step of the brands works all of it out again
 * when it starts (ADR 13). Until it has come the market is not seen, for it would lack brands that are there, and end their
 * alerts.
 */
final class MarketSummaries {

    private static final Logger LOG = LoggerFactory.getLogger(MarketSummaries.class);

    private final KeyValueStore<byte[], byte[]> store;
    private final AlertEngine engine;
    private final Map<String, SummaryParts> parts = new HashMap<>();
    private final Set<String> awaited = new HashSet<>();
    private long awaitingSinceNanos;

    MarketSummaries(KeyValueStore<byte[], byte[]> store, AlertEngine engine) {
        this.store = store;
        this.engine = engine;
    }

    /** Takes up what is stored. */
    void restore() {
        List<KeyValue<byte[], byte[]>> brands = new ArrayList<>();
        try (KeyValueIterator<byte[], byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<byte[], byte[]> entry = entries.next();
                if (isBrand(text(entry.key))) {
                    brands.add(entry);
                } else {
                    put(entry.key, entry.value);
                }
            }
        }
        brands.forEach(brand -> put(brand.key, brand.value));
        if (!awaited.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("summaries", awaited.size())
                    .log("figures of another version of the program are worked out again; alerts wait for them");
        }
    }

    private static boolean isBrand(String name) {
        return name.indexOf('/') < 0 && name.indexOf('\n') < 0;
    }

    /** A summary has come; null where there is no such model or part any more. */
    void take(byte[] key, byte @Nullable [] value) {
        store.put(key, value);
        if (value != null) {
            put(key, value);
            return;
        }
        String name = text(key);
        if (SummaryParts.isPart(name)) {
            partsOf(SummaryParts.brand(name)).put(name, null);
        } else {
            int slash = name.indexOf('/');
            engine.remove(name.substring(0, slash), name.substring(slash + 1));
        }
        arrived(name);
    }

    private SummaryParts partsOf(String brand) {
        return parts.computeIfAbsent(brand, name -> new SummaryParts());
    }

    private void put(byte[] key, byte[] value) {
        String name = text(key);
        if (!isCurrent(name, value)) {
            await(name);
            return;
        }
        if (SummaryParts.isPart(name)) {
            partsOf(SummaryParts.brand(name)).put(name, value);
        } else if (isBrand(name)) {
            Summaries.ofBrand(engine, value, partsOf(name), () -> store.get(key));
        } else {
            Summaries.ofModel(engine, value, () -> store.get(key));
        }
        arrived(name);
    }

    private static boolean isCurrent(String name, byte[] value) {
        if (SummaryParts.isPart(name)) {
            return SummaryParts.isCurrent(name, value);
        }
        return (isBrand(name) ? Encoding.BRAND_SUMMARY : Encoding.MODEL_METRICS).isCurrent(value);
    }

    private void await(String name) {
        if (awaited.isEmpty()) {
            awaitingSinceNanos = System.nanoTime();
        }
        awaited.add(name);
    }

    private void arrived(String name) {
        if (awaited.remove(name) && awaited.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue(
                            "seconds",
                            Duration.ofNanos(System.nanoTime() - awaitingSinceNanos)
                                    .toSeconds())
                    .log("all figures are of this version of the program");
        }
    }

    /** Whether the market can be seen. */
    boolean isComplete() {
        return awaited.isEmpty();
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }
}
