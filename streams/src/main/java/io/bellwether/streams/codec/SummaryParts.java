package io.bellwether.streams.codec;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.BrandSummary.Promise;
import io.bellwether.domain.ledger.BrandSummary.Target;
import io.bellwether.domain.ledger.BrandSummary.Technology;
import io.bellwether.domain.statement.Stage;
import io.bellwether.domain.statement.TargetPeriod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a brand says of each technology, each promise and each target, as records of their own (ADR 14), so that none grows
 * with how many there are. The summary of the brand without them comes after them, and makes them count together.
 *
 * <p>Keys: the brand, a line feed, {@code technology}, {@code promise} or {@code target}, and behind further line feeds what
 * names it.
 */
public final class SummaryParts {

    private static final String TECHNOLOGY = "technology";
    private static final String PROMISE = "promise";
    private static final String TARGET = "target";

    private final SortedMap<String, Technology> technologies = new TreeMap<>();
    private final SortedMap<PromiseKey, Promise> promises = new TreeMap<>();
    private final SortedMap<TargetPeriod, Target> targets = new TreeMap<>();

    private record PromiseKey(String technology, Stage stage) implements Comparable<PromiseKey> {

        private static final Comparator<PromiseKey> ORDER =
                Comparator.comparing(PromiseKey::technology).thenComparing(PromiseKey::stage);

        @Override
        public int compareTo(PromiseKey other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * A part of a summary.
     *
     * @param content a {@link Technology}, {@link Promise} or {@link Target}
     */
    public record Part(String key, Object content) {

        /** As it is stored and sent. */
        public byte[] encode() {
            if (content instanceof Technology technology) {
                return Encoding.TECHNOLOGY.encode(BrandSummaryCodec.record(technology));
            }
            return content instanceof Promise promise
                    ? Encoding.PROMISE.encode(BrandSummaryCodec.record(promise))
                    : Encoding.TARGET.encode(TargetCodec.record((Target) content));
        }
    }

    /** Whether a key is that of a part. */
    public static boolean isPart(String key) {
        int end = key.indexOf('\n');
        int slash = key.indexOf('/');
        return end > 0 && (slash < 0 || end < slash);
    }

    /** What the keys of a brand's parts begin with. */
    public static String prefix(String brand) {
        return brand + "\n";
    }

    /** The brand that a part is of. */
    public static String brand(String key) {
        return key.substring(0, key.indexOf('\n'));
    }

    /** The parts of a summary. */
    public static List<Part> of(BrandSummary summary) {
        List<Part> parts = new ArrayList<>();
        String prefix = prefix(summary.brand());
        for (Technology technology : summary.technologies()) {
            parts.add(new Part(prefix + TECHNOLOGY + "\n" + technology.technology(), technology));
        }
        for (Promise promise : summary.promises()) {
            parts.add(new Part(prefix + PROMISE + "\n" + promise.technology() + "\n" + promise.stage(), promise));
        }
        for (Target target : summary.targets()) {
            parts.add(new Part(prefix + TARGET + "\n" + target.period().format(), target));
        }
        return parts;
    }

    /** Whether two summaries have the same parts. */
    public static boolean areEqual(BrandSummary one, BrandSummary other) {
        return one.technologies().equals(other.technologies())
                && one.promises().equals(other.promises())
                && one.targets().equals(other.targets());
    }

    /** Whether a part was written by this version of the program. */
    public static boolean isCurrent(String key, byte[] encoded) {
        return switch (kind(key)) {
            case TECHNOLOGY -> Encoding.TECHNOLOGY.isCurrent(encoded);
            case PROMISE -> Encoding.PROMISE.isCurrent(encoded);
            case TARGET -> Encoding.TARGET.isCurrent(encoded);
            default -> false;
        };
    }

    private static String kind(String key) {
        int start = key.indexOf('\n') + 1;
        int end = key.indexOf('\n', start);
        return end < 0 ? "" : key.substring(start, end);
    }

    /**
     * Takes in a part of the brand.
     *
     * @param encoded null where there is no such part any more
     */
    public void put(String key, byte @Nullable [] encoded) {
        String kind = kind(key);
        String rest = key.substring(key.indexOf('\n') + kind.length() + 2);
        switch (kind) {
            case TECHNOLOGY ->
                put(
                        technologies,
                        rest,
                        encoded == null ? null : BrandSummaryCodec.of(Encoding.TECHNOLOGY.decode(encoded)));
            case PROMISE -> {
                int end = rest.indexOf('\n');
                PromiseKey name = new PromiseKey(rest.substring(0, end), Stage.valueOf(rest.substring(end + 1)));
                put(promises, name, encoded == null ? null : BrandSummaryCodec.of(Encoding.PROMISE.decode(encoded)));
            }
            case TARGET -> {
                if (encoded == null) {
                    targets.values().removeIf(target -> target.period().format().equals(rest));
                } else {
                    Target target = TargetCodec.of(Encoding.TARGET.decode(encoded));
                    targets.put(target.period(), target);
                }
            }
            default -> throw new IllegalArgumentException("key must be that of a part, got: " + key);
        }
    }

    private static <K, V> void put(SortedMap<K, V> parts, K key, @Nullable V part) {
        if (part == null) {
            parts.remove(key);
        } else {
            parts.put(key, part);
        }
    }

    /** The summary of a brand with its parts. */
    public BrandSummary with(BrandSummary core) {
        return new BrandSummary(
                core.brand(),
                core.newestMicros(),
                core.metrics(),
                core.deliveries(),
                core.monthsKnown(),
                core.growthOverTwoMonths(),
                core.breaks(),
                core.brandYears(),
                List.copyOf(targets.values()),
                core.endedFrom(),
                List.copyOf(technologies.values()),
                List.copyOf(promises.values()),
                core.retracted(),
                core.changedFrom(),
                core.statements());
    }
}
