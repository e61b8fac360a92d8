package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Total;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps what is read while metrics are computed, by metric: the evidence for them (docs/figures.md#evidence). */
final class RecordingView extends TotalsView {

    private static final Metric[] METRICS = Metric.values();

    static {
        if (METRICS.length > Long.SIZE) {
            throw new IllegalStateException("RecordingView keeps one bit of a long per metric: with more than "
                    + Long.SIZE + " metrics, two would share a bit; use a second long, got: " + METRICS.length);
        }
    }

    /** What was read, and for which metrics and facts. */
    private final Map<Read, Readers> reads = new HashMap<>(64);

    private long current;
    private @Nullable String currentFact;

    /** Something that was read. */
    private sealed interface Read {

        /** Statements as they were used come first, then runs of months, then months. */
        default int kind() {
            return 0;
        }

        default int measure() {
            return 0;
        }

        default int firstMonth() {
            return 0;
        }

        default int lastMonth() {
            return 0;
        }
    }

    private record MonthRead(int measure, int firstMonth) implements Read {

        @Override
        public int kind() {
            return 2;
        }
    }

    private record StretchRead(Window window) implements Read {

        @Override
        public int kind() {
            return 1;
        }

        @Override
        public int firstMonth() {
            return window.first();
        }

        @Override
        public int lastMonth() {
            return window.last();
        }
    }

    private record SalesRead(String name, String period, Counted counted) implements Read {}

    private record StatementRead(String name, String period, double value, Provenance provenance) implements Read {}

    private static final class Readers {

        private final int order;
        /** A bit for each metric, by ordinal. */
        private long bits;
        /** Names of facts that are no metrics. */
        private List<String> facts = List.of();

        Readers(int order) {
            this.order = order;
        }
    }

    private static final Comparator<Map.Entry<Read, Readers>> IN_ORDER = (left, right) -> {
        int order = Integer.compare(left.getKey().kind(), right.getKey().kind());
        order = order != 0
                ? order
                : Integer.compare(left.getKey().measure(), right.getKey().measure());
        order = order != 0
                ? order
                : Integer.compare(left.getKey().firstMonth(), right.getKey().firstMonth());
        order = order != 0
                ? order
                : Integer.compare(left.getKey().lastMonth(), right.getKey().lastMonth());
        return order != 0 ? order : Integer.compare(left.getValue().order, right.getValue().order);
    };

    RecordingView(SubjectTotals totals) {
        super(totals);
    }

    @Override
    void computing(Metric... metrics) {
        current = 0;
        currentFact = null;
        for (Metric metric : metrics) {
            current |= bit(metric.ordinal());
        }
    }

    @Override
    void computing(String fact) {
        current = 0;
        currentFact = fact;
    }

    private static long bit(int index) {
        return 1L << index;
    }

    @Override
    void uses(Metric other) {
        long bit = bit(other.ordinal());
        for (Readers readers : reads.values()) {
            readers.bits |= (readers.bits & bit) == 0 ? 0 : current;
        }
    }

    private void record(Read read) {
        Readers readers = reads.get(read);
        if (readers == null) {
            readers = new Readers(reads.size());
            reads.put(read, readers);
        }
        readers.bits |= current;
        String fact = currentFact;
        if (fact != null && !readers.facts.contains(fact)) {
            readers.facts = readers.facts.isEmpty() ? new ArrayList<>(4) : readers.facts;
            readers.facts.add(fact);
        }
    }

    @Override
    @Nullable
    Total total(Measure measure, int month) {
        Total total = super.total(measure, month);
        if (total != null) {
            record(new MonthRead(measure.ordinal(), month));
        }
        return total;
    }

    @Override
    @Nullable
    RunSum sum(int first, int last, int knownFrom) {
        RunSum sum = super.sum(first, last, knownFrom);
        if (sum != null) {
            of(Measure.DELIVERIES)
                    .explainSum(
                            first,
                            last,
                            month -> record(new MonthRead(Measure.DELIVERIES.ordinal(), month)),
                            this::stretch);
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
        long known = 0;
        for (Metric metric : METRICS) {
            known |= metrics.value(metric) == null ? 0 : bit(metric.ordinal());
        }
        List<Map.Entry<Read, Readers>> used = new ArrayList<>(reads.size());
        for (Map.Entry<Read, Readers> read : reads.entrySet()) {
            Readers readers = read.getValue();
            if ((readers.bits & known) != 0 || !readers.facts.isEmpty()) {
                used.add(read);
            }
        }
        used.sort(IN_ORDER);
        List<Evidence> evidence = new ArrayList<>(used.size());
        for (Map.Entry<Read, Readers> read : used) {
            Set<String> names = names(read.getValue().bits & known, read.getValue().facts);
            evidence.add(evidence(read.getKey(), names, limit));
        }
        return evidence;
    }

    private static Set<String> names(long bits, List<String> facts) {
        Set<String> names = new LinkedHashSet<>();
        for (Metric metric : METRICS) {
            if ((bits & bit(metric.ordinal())) != 0) {
                names.add(metric.key());
            }
        }
        names.addAll(facts);
        return Collections.unmodifiableSet(names);
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
            Counted counted = of(Measure.DELIVERIES).counted(window.first(), window.last());
            Total total = new Total(window.units(), Qualifier.EXACT);
            return evidence(Measure.DELIVERIES.name(), period(window), total, List.of(counted), names, limit);
        }
        Measure measure = Measure.values()[read.measure()];
        int month = read.firstMonth();
        MeasureTotals totals = of(measure);
        List<Counted> behind = new ArrayList<>(1);
        totals.explain(month, behind::add);
        Total total = Objects.requireNonNull(totals.total(month));
        return evidence(measure.name(), Months.format(month), total, behind, names, limit);
    }

    /** YYYY-Qn of a quarter, YYYY-MM/YYYY-MM of another run of months. */
    private static String period(Window window) {
        boolean isQuarter = Math.floorMod(window.first(), 3) == 0 && window.months() == 3;
        return isQuarter
                ? Months.formatQuarter(Months.quarter(window.first()))
                : Window.format(window.first(), window.last());
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
