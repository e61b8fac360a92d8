package io.bellwether.streams;

import io.bellwether.domain.alert.AlertBook;
import io.bellwether.domain.alert.AlertEngine;
import io.bellwether.domain.alert.AlertTransition;
import io.bellwether.domain.alert.Rule;
import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.market.MarketView;
import io.bellwether.domain.statement.Stage;
import io.bellwether.schemas.StatementCodec;
import io.bellwether.streams.reference.EventLines;
import io.bellwether.streams.rules.RuleFile;
import io.bellwether.streams.rules.RulePack;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * Brands that are told of in the notation of {@link EventLines}, and what the market and the alerts make of it. Every
 * {@code tell} is one burst: results are worked out once, at its end.
 */
public final class SampleMarket {

    private final Map<String, BrandLedger> ledgers = new TreeMap<>();
    private final List<SpecificRecord> told = new ArrayList<>();
    private final List<AlertTransition> steps = new ArrayList<>();
    private final List<Rule> rules;
    private final AlertBook signals;
    private final AlertEngine watch;
    private MarketView view;

    /** A rule that is simpler than those shipped: by the month before, at 30% and 50%. */
    private static final String FALL = """
            version: test
            rules:
              - name: FALL
                scope: brand
                levels:
                  - {severity: WARNING, when: deliveries_mom <= -0.30}
                  - {severity: CRITICAL, when: deliveries_mom <= -0.50}
                message: "{brand}: {deliveries} deliveries in {reference_month}, {deliveries_mom:percent} on the month before."
                show: [deliveries]
            """;

    /** By the rules shipped. */
    public SampleMarket() {
        this(RulePack.shipped().rules());
    }

    private SampleMarket(List<Rule> rules) {
        this.rules = rules;
        signals = new AlertBook(rules, RulePack.shipped().version());
        watch = new AlertEngine(signals);
    }

    /** By the rules shipped, and {@code FALL}, a simple one on the month before. */
    public static SampleMarket withFalls(String... lines) {
        List<Rule> rules = new ArrayList<>(RulePack.shipped().rules());
        rules.addAll(((RuleFile.Accepted) RuleFile.read(FALL)).pack().rules());
        return new SampleMarket(rules).tell(lines);
    }

    /** A ledger of brand x. */
    public static BrandLedger ledger(String... lines) {
        BrandLedger ledger = new BrandLedger("x");
        EventLines.parse(lines).forEach(event -> ledger.add(StatementCodec.of(event)));
        return ledger;
    }

    /** The metrics of brand x. */
    public static MetricSet metrics(String... lines) {
        return ledger(lines).metrics();
    }

    public static SampleMarket of(String... lines) {
        return new SampleMarket().tell(lines);
    }

    /** A market that goes on where another left off, knowing of its alerts what is kept of them, and nothing else. */
    public SampleMarket restarted() {
        SampleMarket again = new SampleMarket(rules);
        again.hear(told);
        steps.forEach(step -> again.signals.restore(step));
        again.watch.restorePast(watch.past().state(), watch.openDays().state());
        return again;
    }

    public SampleMarket tell(String... lines) {
        return tell(EventLines.parse(lines));
    }

    public SampleMarket tell(Collection<SpecificRecord> events) {
        hear(events);
        return look(null);
    }

    private void hear(Collection<SpecificRecord> events) {
        told.addAll(events);
        events.forEach(event -> {
            String brand =
                    (String) event.get(event.getSchema().getField("brand").pos());
            ledgers.computeIfAbsent(brand, BrandLedger::new).add(StatementCodec.of(event));
        });
        ledgers.values().stream().filter(BrandLedger::isChanged).forEach(this::put);
    }

    private void put(BrandLedger ledger) {
        for (String model : ledger.models()) {
            MetricSet metrics = ledger.modelMetrics(model);
            List<Evidence> evidence = ledger.modelEvidence(model, metrics, Evidence.Limit.PUBLISHED);
            watch.put(ledger.brand(), model, metrics, () -> evidence);
        }
        BrandSummary standing = ledger.summary();
        List<Evidence> evidence = ledger.evidence(standing.metrics(), Evidence.Limit.PUBLISHED);
        watch.put(standing, () -> evidence);
        ledger.clearChanges();
    }

    /** Lets the clock stand at a day. */
    public SampleMarket onDay(String day) {
        return look(LocalDate.parse(day));
    }

    private SampleMarket look(LocalDate notBefore) {
        MarketView seen = watch.evaluate(notBefore, steps::add);
        view = seen == null ? view : seen;
        return this;
    }

    public MetricSet brand(String brand) {
        return ledgers.get(brand).metrics();
    }

    public MetricSet model(String brand, String model) {
        return ledgers.get(brand).modelMetrics(model);
    }

    public List<AlertTransition> steps() {
        return steps;
    }

    /** The steps of one rule on one subject so far. */
    public List<AlertTransition> steps(String rule, String subject) {
        return steps.stream()
                .filter(step ->
                        step.rule().equals(rule) && step.subject().name().equals(subject))
                .toList();
    }

    /** The newest step of one rule on one subject. */
    public AlertTransition last(String rule, String subject) {
        List<AlertTransition> all = steps(rule, subject);
        return all.get(all.size() - 1);
    }

    /** What stands, as {@code RULE subject SEVERITY}. */
    public Collection<String> open() {
        Map<String, String> open = new TreeMap<>();
        for (AlertTransition step : steps) {
            String alert = step.rule() + " " + step.subject().name();
            if (step.status() == AlertTransition.Status.RESOLVED) {
                open.remove(alert);
            } else {
                open.put(alert, alert + " " + step.severity());
            }
        }
        return open.values();
    }

    /** What became of brand x's promise on a technology and stage. */
    public MarketView.Commitment commitment(String technology, Stage stage) {
        return view.commitments().stream()
                .filter(commitment -> commitment.promise().technology().equals(technology)
                        && commitment.promise().stage() == stage)
                .findFirst()
                .orElseThrow();
    }

    public static long micros(String instant) {
        return StatementCodec.micros(Instant.parse(instant));
    }
}
