package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Tier;
import io.bellwether.domain.statement.Total;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How good the figures of one source on one measure of a brand have been (docs/figures.md#sources), over its MONTH
 * statements on the whole brand everywhere.
 *
 * @param tier of its newest such statement
 * @param figures months that it gave a figure for
 * @param restated those of them whose figure changed later
 * @param revisionMean mean of last / first - 1; null without a first figure above 0
 * @param revisionMeanAbs the same without sign
 * @param lagDays median of the days from a month's end to its first figure
 * @param differenceMeanAbs mean distance, as a ratio without sign, from the figure that stands, over the months in which
 *     another source counts; null if there are none
 */
public record SourceQuality(
        String source,
        Tier tier,
        Measure measure,
        int figures,
        int restated,
        @Nullable Double revisionMean,
        @Nullable Double revisionMeanAbs,
        double lagDays,
        @Nullable Double differenceMeanAbs) {

    private static final Comparator<Statement.Sales> PUBLISHED = Comparator.comparing(Statement.Sales::provenance);

    private record Key(String source, Measure measure) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            int bySource = source.compareTo(other.source);
            return bySource == 0 ? measure.compareTo(other.measure) : bySource;
        }
    }

    /**
     * All sources of a brand, by name and measure.
     *
     * @param ledger of the brand, with these statements
     * @param statements those that are not retracted
     */
    public static List<SourceQuality> of(BrandLedger ledger, Iterable<? extends Statement> statements) {
        SortedMap<Key, SortedMap<Integer, List<Statement.Sales>>> bySource = new TreeMap<>();
        for (Statement statement : statements) {
            if (statement instanceof Statement.Sales sales && isMonthOfWholeBrand(sales)) {
                bySource.computeIfAbsent(new Key(sales.provenance().source(), sales.measure()), key -> new TreeMap<>())
                        .computeIfAbsent(sales.period().month(), month -> new ArrayList<>())
                        .add(sales);
            }
        }
        List<SourceQuality> qualities = new ArrayList<>();
        bySource.forEach((key, months) -> {
            months.values().forEach(said -> said.sort(PUBLISHED));
            qualities.add(of(key, months, ledger));
        });
        return qualities;
    }

    private static boolean isMonthOfWholeBrand(Statement.Sales sales) {
        return sales.granularity() == Granularity.MONTH && sales.model() == null && sales.region() == null;
    }

    private static SourceQuality of(Key key, SortedMap<Integer, List<Statement.Sales>> months, BrandLedger ledger) {
        Provenance newest = months.values().stream()
                .map(said -> last(said).provenance())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        double[] revisions = months.values().stream()
                .filter(said -> said.get(0).units() > 0)
                .mapToDouble(said -> change(said.get(0).units(), last(said).units()))
                .toArray();
        long[] lags = months.entrySet().stream()
                .mapToLong(month -> month.getValue().get(0).provenance().epochDay()
                        - Months.lastDay(month.getKey()).toEpochDay())
                .toArray();
        return new SourceQuality(
                key.source,
                newest.tier(),
                key.measure,
                months.size(),
                (int) months.values().stream().filter(SourceQuality::changed).count(),
                mean(revisions),
                meanAbs(revisions),
                Medians.of(lags),
                meanAbs(differences(key, months, ledger)));
    }

    private static double[] differences(Key key, SortedMap<Integer, List<Statement.Sales>> months, BrandLedger ledger) {
        List<Double> differences = new ArrayList<>();
        for (Map.Entry<Integer, List<Statement.Sales>> month : months.entrySet()) {
            Total total = ledger.total(key.measure, null, month.getKey());
            Set<Provenance> behind = ledger.supportingStatements(key.measure, null, month.getKey());
            boolean another =
                    behind.stream().noneMatch(statement -> statement.source().equals(key.source));
            if (total != null && total.units() > 0 && another) {
                differences.add(change(total.units(), last(month.getValue()).units()));
            }
        }
        return differences.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static boolean changed(List<Statement.Sales> said) {
        return said.stream().anyMatch(sales -> sales.units() != said.get(0).units());
    }

    private static Statement.Sales last(List<Statement.Sales> said) {
        return said.get(said.size() - 1);
    }

    private static double change(long from, long to) {
        return (double) (to - from) / from;
    }

    private static @Nullable Double mean(double[] values) {
        OptionalDouble mean = Arrays.stream(values).average();
        return mean.isPresent() ? (Double) mean.getAsDouble() : null;
    }

    private static @Nullable Double meanAbs(double[] values) {
        return mean(Arrays.stream(values).map(Math::abs).toArray());
    }
}
