package io.bellwether.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.alert.AlertBook;
import io.bellwether.domain.alert.AlertEngine;
import io.bellwether.domain.alert.AlertListener;
import io.bellwether.domain.alert.AlertTransition;
import io.bellwether.domain.alert.Rule;
import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.avro.MarketView;
import io.bellwether.streams.backtest.Backtest;
import io.bellwether.streams.codec.MarketViewCodec;
import io.bellwether.streams.codec.MetricCodec;
import io.bellwether.streams.codec.StatementCodec;
import io.bellwether.streams.reference.BatchReference;
import io.bellwether.streams.reference.BatchReference.OpenAlert;
import io.bellwether.streams.rules.RulePack;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** The domain alone over events in a given order, with results worked out at random moments on the way. */
final class DomainRun {

    private final Map<String, BrandLedger> ledgers = new TreeMap<>();
    private final AlertEngine watch;
    private final Map<String, AlertTransition> last = new HashMap<>();
    private final Map<String, Map<String, Object>> brands = new TreeMap<>();
    private final Map<String, Map<String, Object>> models = new TreeMap<>();
    private MarketView view;

    private DomainRun(List<Rule> rules) {
        watch = new AlertEngine(new AlertBook(rules, "test"));
    }

    static DomainRun of(Collection<SpecificRecord> arrival, Optional<LocalDate> asOf, long seed) {
        return of(arrival, asOf, seed, RulePack.shipped().rules());
    }

    static DomainRun of(Collection<SpecificRecord> arrival, Optional<LocalDate> asOf, long seed, List<Rule> rules) {
        DomainRun run = new DomainRun(rules);
        Random random = new Random(seed);
        for (SpecificRecord event : arrival) {
            if (asOf.isEmpty() || !day(event).isAfter(asOf.get())) {
                String brand = (String) field(event, "brand");
                run.ledgers.computeIfAbsent(brand, BrandLedger::new).add(StatementCodec.of(event));
                if (random.nextInt(40) == 0) {
                    run.workOut(null);
                }
            }
        }
        run.workOut(asOf.orElse(null));
        return run;
    }

    private void workOut(LocalDate notBefore) {
        for (BrandLedger ledger : ledgers.values()) {
            if (!ledger.isChanged()) {
                continue;
            }
            for (String model : ledger.changedModels()) {
                var metrics = ledger.modelMetrics(model);
                var evidence = ledger.modelEvidence(model, metrics, Evidence.Limit.PUBLISHED);
                models.put(ledger.brand() + "/" + model, metrics(MetricCodec.record(metrics)));
                watch.put(ledger.brand(), model, metrics, () -> evidence);
            }
            var standing = ledger.summary();
            var evidence = ledger.evidence(standing.metrics(), Evidence.Limit.PUBLISHED);
            brands.put(ledger.brand(), metrics(MetricCodec.record(standing.metrics())));
            watch.put(standing, () -> evidence);
            ledger.clearChanges();
        }
        var seen = watch.evaluate(notBefore, new AlertListener() {

            @Override
            public void onStep(AlertTransition step) {
                last.put(step.rule() + " " + step.subject().name(), step);
            }

            @Override
            public void onStanding(AlertTransition standing) {
                assertThat(standing.status()).isNotEqualTo(AlertTransition.Status.RESOLVED);
            }
        });
        if (seen != null) {
            view = MarketViewCodec.record(seen);
        }
    }

    BatchReference.Result result() {
        Set<OpenAlert> open = new HashSet<>();
        last.values().stream()
                .filter(step -> step.status() != AlertTransition.Status.RESOLVED)
                .forEach(step -> open.add(new OpenAlert(
                        step.rule(), step.subject().name(), step.severity().name())));
        return result(brands, models, view, open);
    }

    static BatchReference.Result result(Backtest.Result result) {
        Map<String, Map<String, Object>> brands = new TreeMap<>();
        result.brands().forEach((brand, metrics) -> brands.put(brand, metrics(metrics.getMetrics())));
        Map<String, Map<String, Object>> models = new TreeMap<>();
        result.models().forEach((model, metrics) -> models.put(model, metrics(metrics.getMetrics())));
        Set<OpenAlert> open = new HashSet<>();
        result.openAlerts()
                .forEach(alert -> open.add(new OpenAlert(
                        alert.getRule(), alert.getSubject(), alert.getSeverity().name())));
        return result(brands, models, result.view().orElse(null), open);
    }

    private static BatchReference.Result result(
            Map<String, Map<String, Object>> brands,
            Map<String, Map<String, Object>> models,
            MarketView view,
            Set<OpenAlert> open) {
        List<Map<String, Object>> commitments = new ArrayList<>();
        Map<String, Object> market = new TreeMap<>();
        if (view != null) {
            view.getCommitments().forEach(commitment -> commitments.add(RecordJson.commitment(commitment)));
            market = RecordJson.market(view);
        }
        return new BatchReference.Result(brands, models, market, commitments, List.of(), open);
    }

    private static Map<String, Object> metrics(io.bellwether.schemas.avro.MetricSet set) {
        return RecordJson.of(set);
    }

    static LocalDate median(List<SpecificRecord> history) {
        return history.stream()
                .map(DomainRun::day)
                .sorted()
                .skip(history.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private static LocalDate day(SpecificRecord event) {
        return ((Instant) field(event, "published_at")).atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private static Object field(SpecificRecord event, String name) {
        return event.get(event.getSchema().getField(name).pos());
    }
}
