package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Total;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Keeps what is read while metrics are computed, by metric: the evidence for them (docs/figures.md#evidence). */
final class RecordingView extends TotalsView {

    private final Map<String, Set<Read>> byMetric = new LinkedHashMap<>();
    private final List<Set<Read>> current = new ArrayList<>(4);

    /** Something that was read. */
    private sealed interface Read {}

    private record MonthRead(Measure measure, int month) implements Read {}

    private record StretchRead(Window window) implements Read {}

    private record SalesRead(String name, String period, Counted counted) implements Read {}

    private record StatementRead(String name, String period, double value, Provenance provenance) implements Read {}

    /** Statements as they were used, then runs of months, then months by measure, each from the first on. */
    private static final Comparator<Read> IN_ORDER = Comparator.comparingInt(RecordingView::kind)
            .thenComparing(read -> read instanceof MonthRead month ? month.measure.ordinal() : 0)
            .thenComparing(RecordingView::firstMonth)
            .thenComparing(read -> read instanceof StretchRead stretch ? stretch.window.last() : 0);

    RecordingView(SubjectTotals totals) {
        super(totals);
    }

    private static int kind(Read read) {
        return read instanceof MonthRead ? 2 : read instanceof StretchRead ? 1 : 0;
    }

    private static int firstMonth(Read read) {
        return read instanceof MonthRead month
                ? month.month
                : read instanceof StretchRead stretch ? stretch.window.first() : 0;
    }

    @Override
    void computing(Metric... metrics) {
        current.clear();
        for (Metric metric : metrics) {
            current.add(reads(metric.key()));
        }
    }

    @Override
    void computing(String fact) {
        current.clear();
        current.add(reads(fact));
    }

    private Set<Read> reads(String name) {
        return byMetric.computeIfAbsent(name, key -> new LinkedHashSet<>());
    }

    @Override
    void uses(Metric other) {
        Set<Read> reads = reads(other.key());
        for (Set<Read> mine : current) {
            if (mine != reads) {
                mine.addAll(reads);
            }
        }
    }

    private void record(Read read) {
        for (Set<Read> mine : current) {
            mine.add(read);
        }
    }

    @Override
    @Nullable
    Total total(Measure measure, int month) {
        Total total = super.total(measure, month);
        if (total != null) {
            record(new MonthRead(measure, month));
        }
        return total;
    }

    @Override
    @Nullable
    RunSum sum(int first, int last, int knownFrom) {
        RunSum sum = super.sum(first, last, knownFrom);
        if (sum != null) {
            sum.stretches().forEach(this::stretch);
            sum.months().forEach(month -> record(new MonthRead(Measure.DELIVERIES, month)));
        }
        return sum;
    }

    @Override
    void stretch(Window window) {
        record(new StretchRead(window));
    }

    @Override
    void statement(String name, String period, Counted counted) {
        record(new SalesRead(name, period, counted));
    }

    @Override
    void statement(String name, String period, double value, Provenance provenance) {
        record(new StatementRead(name, period, value, provenance));
    }

    /** What was read for metrics that are known, and for facts beside them, with the statements behind it. */
    List<Evidence> evidence(MetricSet metrics, Evidence.Limit limit) {
        Map<Read, Set<String>> names = new LinkedHashMap<>();
        byMetric.forEach((name, reads) -> {
            if (!metrics.isUnknown(name)) {
                reads.forEach(read ->
                        names.computeIfAbsent(read, key -> new TreeSet<>()).add(name));
            }
        });
        List<Read> ordered = new ArrayList<>(names.keySet());
        ordered.sort(IN_ORDER);
        List<Evidence> evidence = new ArrayList<>(ordered.size());
        for (Read read : ordered) {
            evidence.add(evidence(read, Objects.requireNonNull(names.get(read)), limit));
        }
        return evidence;
    }

    private Evidence evidence(Read read, Set<String> names, Evidence.Limit limit) {
        if (read instanceof StatementRead said) {
            return Evidence.of(said.name, said.period, said.value, said.provenance, names);
        }
        if (read instanceof SalesRead said) {
            return evidence(said.name, said.period, said.counted.total(), List.of(said.counted), names, limit);
        }
        if (read instanceof StretchRead stretch) {
            Window window = stretch.window;
            boolean isQuarter = Math.floorMod(window.first(), 3) == 0 && window.months() == 3;
            String period = isQuarter
                    ? Months.formatQuarter(Months.quarter(window.first()))
                    : Window.format(window.first(), window.last());
            Counted counted = of(Measure.DELIVERIES).counted(window.first(), window.last());
            Total total = new Total(window.units(), Qualifier.EXACT);
            return evidence(Measure.DELIVERIES.name(), period, total, List.of(counted), names, limit);
        }
        MonthRead month = (MonthRead) read;
        MeasureTotals totals = of(month.measure);
        List<Counted> behind = new ArrayList<>(1);
        totals.explain(month.month, behind::add);
        return evidence(
                month.measure.name(),
                Months.format(month.month),
                Objects.requireNonNull(totals.total(month.month)),
                behind,
                names,
                limit);
    }

    private static Evidence evidence(
            String name, String period, Total total, List<Counted> behind, Set<String> names, Evidence.Limit limit) {
        List<Evidence.Source> sources = new ArrayList<>(Math.min(behind.size(), limit.sources()));
        int listed = 0;
        for (Counted counted : behind) {
            if (sources.size() < limit.sources()) {
                // One statement of a source is always named.
                Evidence.Source source = Evidence.Source.of(counted, Math.max(1, limit.statements() - listed));
                listed += source.eventIds().size();
                sources.add(source);
            }
        }
        return new Evidence(name, period, (double) total.units(), total.qualifier(), sources, names);
    }
}
