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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How good the figures of one source on one measure of a brand have been (docs/figures.md#sources), over all its MONTH
 * statements: those on the whole brand, on its models and of regions. All statements of one of these for one month are one
 * figure.
 *
 * @param tier of its newest such statement
 * @param figures how many it gave
 * @param restated those of them whose figure changed later
 * @param revisionMean mean of last / first - 1; null without a first figure above 0
 * @param revisionMeanAbs the same without sign
 * @param lagDays median of the days from a month's end to its first figure
 * @param differenceMeanAbs mean distance, as a ratio without sign, from the figure that stands, over those where
 *     another source counts; null if there are none. The figure of a single region has none that stands beside it
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

    /** What a figure is of. */
    private record Figure(
            @Nullable String modelKey, @Nullable String region, int month) {}

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
        SortedMap<Key, Map<Figure, List<Statement.Sales>>> bySource = new TreeMap<>();
        for (Statement statement : statements) {
            if (statement instanceof Statement.Sales sales && sales.granularity() == Granularity.MONTH) {
                String model = sales.model() == null ? null : ledger.modelKey(sales.model());
                bySource.computeIfAbsent(
                                new Key(sales.provenance().source(), sales.measure()), key -> new LinkedHashMap<>())
                        .computeIfAbsent(
                                new Figure(model, sales.region(), sales.period().month()), figure -> new ArrayList<>())
                        .add(sales);
            }
        }
        List<SourceQuality> qualities = new ArrayList<>();
        bySource.forEach((key, figures) -> {
            figures.values().forEach(said -> said.sort(PUBLISHED));
            qualities.add(of(key, figures, ledger));
        });
        return qualities;
    }

    private static SourceQuality of(Key key, Map<Figure, List<Statement.Sales>> figures, BrandLedger ledger) {
        Provenance newest = figures.values().stream()
                .map(said -> last(said).provenance())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        double[] revisions = figures.values().stream()
                .filter(said -> said.get(0).units() > 0)
                .mapToDouble(said -> change(said.get(0).units(), last(said).units()))
                .toArray();
        long[] lags = figures.entrySet().stream()
                .mapToLong(figure -> figure.getValue().get(0).provenance().epochDay()
                        - Months.lastDay(figure.getKey().month).toEpochDay())
                .toArray();
        return new SourceQuality(
                key.source,
                newest.tier(),
                key.measure,
                figures.size(),
                (int) figures.values().stream().filter(SourceQuality::changed).count(),
                mean(revisions),
                meanAbs(revisions),
                Medians.of(lags),
                meanAbs(differences(key, figures, ledger)));
    }

    private static double[] differences(Key key, Map<Figure, List<Statement.Sales>> figures, BrandLedger ledger) {
        List<Double> differences = new ArrayList<>();
        for (Map.Entry<Figure, List<Statement.Sales>> entry : figures.entrySet()) {
            Figure figure = entry.getKey();
            if (figure.region != null) {
                continue;
            }
            Total total = ledger.total(key.measure, figure.modelKey, figure.month);
            Set<Provenance> behind = ledger.supportingStatements(key.measure, figure.modelKey, figure.month);
            boolean another =
                    behind.stream().noneMatch(statement -> statement.source().equals(key.source));
            if (total != null && total.units() > 0 && another) {
                differences.add(change(total.units(), last(entry.getValue()).units()));
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
