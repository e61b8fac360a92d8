package io.bellwether.domain.market;

import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.statement.Coverage;
import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Total;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was known of one brand as of a day, with the events that each figure rests on: one side of a
 * {@linkplain Changes comparison of two days}. It is filled from the ledger of the brand as of that day, which holds the
 * statements and retractions published by then and no others.
 */
public final class BrandFigures {

    private final Map<Key, Known> figures = new TreeMap<>();

    /**
     * Which figure.
     *
     * @param model null: the whole brand
     * @param place of the kind of figure: measures, metrics, targets, commitments, each in their order
     * @param figure a measure, a metric, {@code target:PERIOD} or {@code commitment:TECHNOLOGY/STAGE}
     * @param month of a measure; else null
     */
    record Key(
            @Nullable String model,
            int place,
            String figure,
            @Nullable String month) implements Comparable<Key> {

        private static final Comparator<@Nullable String> NULL_FIRST =
                Comparator.nullsFirst(Comparator.<String>naturalOrder());
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::model, NULL_FIRST)
                .thenComparing(Key::place)
                .thenComparing(Key::figure)
                .thenComparing(Key::month, NULL_FIRST);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * A known figure.
     *
     * @param value a {@link Total}, a metric as {@link MetricSet#shown} has it, or the name of a status
     * @param events ids of the events that it rests on
     * @param modelName how the model is spelled as of that day
     */
    record Known(Object value, Set<String> events, @Nullable String modelName) {}

    /**
     * A model.
     *
     * @param key the same for all spellings
     * @param name as it is shown
     */
    public record Model(String key, String name) {}

    private static final Evidence.Limit COMPLETE = new Evidence.Limit(Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static final int METRICS = Measure.values().length;
    private static final int TARGETS = METRICS + Metric.values().length;
    private static final int COMMITMENTS = TARGETS + 1;

    /**
     * All figures of a brand as of a day.
     *
     * @param ledger of the statements and retractions published by then
     * @param statements these
     */
    public static BrandFigures of(BrandLedger ledger, Collection<Statement> statements, LocalDate asOf) {
        BrandFigures figures = new BrandFigures();
        figures.totals(ledger, null);
        MetricSet metrics = ledger.metrics();
        List<Evidence> evidence = ledger.evidence(metrics, COMPLETE);
        figures.metrics(null, metrics, evidence);
        for (String name : ledger.models()) {
            Model model = new Model(ledger.modelKey(name), name);
            figures.totals(ledger, model);
            MetricSet ofModel = ledger.modelMetrics(name);
            figures.metrics(model, ofModel, ledger.modelEvidence(name, ofModel, COMPLETE));
        }
        Market market = new Market();
        market.put(ledger.summary());
        MarketView view = market.view(asOf);
        view.targets().forEach(target -> figures.target(target, evidence));
        view.commitments().forEach(commitment -> figures.commitment(commitment, statements));
        return figures;
    }

    private void totals(BrandLedger ledger, @Nullable Model model) {
        String name = model == null ? null : model.name;
        for (Measure measure : Measure.values()) {
            ledger.totalsOf(measure, name)
                    .forEach(total -> total(
                            model,
                            measure,
                            total.month(),
                            total.total(),
                            ledger.supportingStatements(measure, name, total.month())));
        }
    }

    /** Adds the total of a month. */
    public BrandFigures total(
            @Nullable Model model, Measure measure, int month, Total total, Collection<Provenance> restsOn) {
        Set<String> events = restsOn.stream().map(Provenance::eventId).collect(Collectors.toCollection(TreeSet::new));
        return put(model, measure.ordinal(), measure.name(), Months.format(month), total, events);
    }

    /**
     * Adds the metrics of the brand or of a model.
     *
     * @param evidence for them, complete
     */
    public BrandFigures metrics(@Nullable Model model, MetricSet metrics, List<Evidence> evidence) {
        for (Metric metric : Metric.values()) {
            Object value = metrics.shown(metric);
            if (value != null) {
                put(model, METRICS + metric.ordinal(), metric.key(), null, value, events(evidence, metric.key()));
            }
        }
        return this;
    }

    /**
     * Adds the status of a target.
     *
     * @param evidence for the brand's metrics, complete
     */
    public BrandFigures target(MarketView.Target target, List<Evidence> evidence) {
        String period = target.target().period().format();
        Set<String> events = new TreeSet<>(events(evidence, Evidence.ofTarget(period)));
        events.add(target.target().holding().eventId());
        return put(null, TARGETS, "target:" + period, null, target.status().name(), events);
    }

    /**
     * Adds the status of a commitment.
     *
     * @param statements of the brand by that day, among which the fact is that meets it
     */
    public BrandFigures commitment(MarketView.Commitment commitment, Collection<Statement> statements) {
        var promise = commitment.promise();
        Set<String> events = new TreeSet<>();
        events.add(promise.newest().eventId());
        statements.stream()
                .filter(statement -> statement instanceof Statement.Milestone fact
                        && fact.dueBy() == null
                        && fact.technology().equals(promise.technology())
                        && fact.stage().compareTo(promise.stage()) >= 0
                        && (promise.coverage() == Coverage.NONE || fact.coverage() >= promise.coverage())
                        && fact.day().equals(promise.metOn()))
                .map(Statement::provenance)
                .min(Comparator.naturalOrder())
                .ifPresent(met -> events.add(met.eventId()));
        String name = "commitment:" + promise.technology() + "/" + promise.stage();
        return put(null, COMMITMENTS, name, null, commitment.status().name(), events);
    }

    private BrandFigures put(
            @Nullable Model model, int place, String figure, @Nullable String month, Object value, Set<String> events) {
        figures.put(
                new Key(model == null ? null : model.key(), place, figure, month),
                new Known(value, events, model == null ? null : model.name()));
        return this;
    }

    Map<Key, Known> known() {
        return figures;
    }

    private static Set<String> events(List<Evidence> evidence, String name) {
        Set<String> names = Set.of(name);
        Set<String> events = new HashSet<>();
        for (Evidence value : evidence) {
            if (value.supports(names)) {
                value.sources().forEach(source -> events.addAll(source.eventIds()));
            }
        }
        return events;
    }
}
