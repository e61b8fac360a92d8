package io.bellwether.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.alert.AlertBook;
import io.bellwether.domain.alert.AlertEngine;
import io.bellwether.domain.alert.AlertListener;
import io.bellwether.domain.alert.AlertTransition;
import io.bellwether.domain.alert.Rule;
import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.ledger.Knowledge;
import io.bellwether.domain.ledger.LedgerReplay;
import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.market.MarketView;
import io.bellwether.domain.statement.Coverage;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Statement;
import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.StatementCodec;
import io.bellwether.streams.backtest.Backtest;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The domain alone over events in a given order, with results worked out at random moments on the way. */
final class DomainRun {

    private final Map<String, BrandLedger> ledgers = new TreeMap<>();
    private final Map<String, List<Statement>> statements = new TreeMap<>();
    private final AlertEngine engine;
    private final Map<String, AlertTransition> last = new HashMap<>();
    private final Map<String, Map<String, Object>> brands = new TreeMap<>();
    private final Map<String, Map<String, Object>> models = new TreeMap<>();
    private MarketView view;

    private DomainRun(List<Rule> rules) {
        engine = new AlertEngine(new AlertBook(rules, "test"));
    }

    static DomainRun of(Collection<SpecificRecord> arrival, Optional<LocalDate> asOf, long seed) {
        return of(arrival, asOf, seed, RulePack.shipped().rules());
    }

    static DomainRun of(Collection<SpecificRecord> arrival, Optional<LocalDate> asOf, long seed, List<Rule> rules) {
        DomainRun run = new DomainRun(rules);
        if (asOf.isPresent()) {
            run.replay(arrival, asOf.get());
        } else {
            run.live(arrival, new Random(seed));
        }
        return run;
    }

    /** Statement after statement, with results on the way; a retraction starts its brand again. */
    private void live(Collection<SpecificRecord> arrival, Random random) {
        for (SpecificRecord event : arrival) {
            String brand = (String) field(event, "brand");
            Statement statement = StatementCodec.of(event);
            statements.computeIfAbsent(brand, name -> new ArrayList<>()).add(statement);
            ledgers.computeIfAbsent(brand, BrandLedger::new).add(statement);
            if (random.nextInt(40) == 0) {
                workOut(null);
            }
        }
        workOut(null);
    }

    /** As of a day: everything at once. */
    private void replay(Collection<SpecificRecord> arrival, LocalDate asOf) {
        for (SpecificRecord event : arrival) {
            statements
                    .computeIfAbsent((String) field(event, "brand"), name -> new ArrayList<>())
                    .add(StatementCodec.of(event));
        }
        statements.forEach((brand, all) -> {
            BrandLedger ledger = LedgerReplay.PLAIN.fold(brand, Knowledge.asOf(asOf), all::forEach);
            if (!ledger.isEmpty()) {
                ledgers.put(brand, ledger);
            }
        });
        workOut(asOf);
    }

    private void workOut(@Nullable LocalDate notBefore) {
        for (BrandLedger ledger : ledgers.values()) {
            if (!ledger.isChanged()) {
                continue;
            }
            if (ledger.needsRebuild()) {
                ledger.rebuild(statements.get(ledger.brand())::forEach);
            }
            put(ledger);
            ledger.clearChanges();
        }
        MarketView seen = engine.evaluate(notBefore, new AlertListener() {

            @Override
            public void onStep(AlertTransition step) {
                last.put(key(step), step);
            }

            @Override
            public void onStanding(AlertTransition standing) {
                assertThat(standing.status()).isNotEqualTo(AlertTransition.Status.RESOLVED);
            }
        });
        view = seen == null ? view : seen;
    }

    private static String key(AlertTransition step) {
        return step.rule() + " " + step.subject().scope() + " " + step.subject().name();
    }

    private void put(BrandLedger ledger) {
        for (String model : ledger.removedModels()) {
            models.remove(ledger.brand() + "/" + model);
            engine.remove(ledger.brand(), model);
        }
        for (String model : ledger.changedModels()) {
            MetricSet metrics = ledger.modelMetrics(model);
            List<Evidence> evidence = ledger.modelEvidence(model, metrics, Evidence.Limit.PUBLISHED);
            models.put(ledger.brand() + "/" + model, shown(metrics));
            engine.put(ledger.brand(), model, metrics, () -> evidence);
        }
        BrandSummary summary = ledger.summary();
        List<Evidence> evidence = ledger.evidence(summary.metrics(), Evidence.Limit.PUBLISHED);
        brands.put(ledger.brand(), shown(summary.metrics()));
        engine.put(summary, () -> evidence);
    }

    private static Map<String, Object> shown(MetricSet metrics) {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            shown.put(metric.key(), metrics.shown(metric));
        }
        return shown;
    }

    BatchReference.Result result() {
        Set<OpenAlert> open = new HashSet<>();
        last.values().stream()
                .filter(step -> step.status() != AlertTransition.Status.RESOLVED)
                .forEach(step -> open.add(new OpenAlert(
                        step.rule(), step.subject().name(), step.severity().name())));
        return new BatchReference.Result(
                brands,
                models,
                view == null ? Map.of() : market(view),
                view == null
                        ? List.of()
                        : view.commitments().stream().map(DomainRun::shown).toList(),
                view == null
                        ? List.of()
                        : view.targets().stream().map(DomainRun::shown).toList(),
                open);
    }

    private static Map<String, Object> market(MarketView view) {
        Map<String, Object> brands = new TreeMap<>();
        view.brands().forEach((name, brand) -> {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("deliveries", brand.deliveries());
            shown.put("market_share", brand.marketShare());
            shown.put("rank", brand.rank());
            shown.put("growth", brand.growth());
            shown.put("growth_rank", brand.growthRank());
            shown.put("forecast_year", brand.forecast().year());
            shown.put("forecast_low", brand.forecast().low());
            shown.put("forecast_high", brand.forecast().high());
            shown.put("target_probability", brand.forecast().targetProbability());
            brands.put(name, shown);
        });
        Map<String, Object> technologies = new TreeMap<>();
        view.technologies().forEach((name, race) -> technologies.put(name, shown(race)));
        Map<String, Object> market = new LinkedHashMap<>();
        market.put("as_of", view.asOf().toString());
        market.put("month", month(view.month()));
        market.put("brands", brands);
        market.put("technologies", technologies);
        return market;
    }

    private static Map<String, Object> shown(MarketView.Technology race) {
        Map<String, Object> brands = new TreeMap<>();
        race.brands().forEach((name, contender) -> {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("stage", text(contender.stage()));
            shown.put("stage_since", text(contender.stageSince()));
            shown.put("coverage", coverage(contender.coverage()));
            shown.put("gap_stages", contender.gapStages());
            shown.put("gap_days", contender.gapDays());
            shown.put("pressure", contender.pressure());
            brands.put(name, shown);
        });
        MarketView.PriceFloor floor = race.priceFloor();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("frontier_stage", text(race.frontier()));
        shown.put("leaders", race.leaders());
        shown.put("price_floor_cny", floor == null ? null : floor.cny());
        shown.put("price_floor_brand", floor == null ? null : floor.brand());
        shown.put("active_brands", race.activeBrands());
        shown.put("brands", brands);
        return shown;
    }

    private static Map<String, Object> shown(MarketView.Commitment commitment) {
        BrandSummary.Promise promise = commitment.promise();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("brand", commitment.brand());
        shown.put("technology", promise.technology());
        shown.put("stage", text(promise.stage()));
        shown.put("coverage", coverage(promise.coverage()));
        shown.put("first_due_by", text(promise.firstDueBy()));
        shown.put("due_by", text(promise.dueBy()));
        shown.put("slips", promise.slips());
        shown.put("status", text(commitment.status()));
        return shown;
    }

    private static Map<String, Object> shown(MarketView.Target of) {
        BrandSummary.Target target = of.target();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("brand", of.brand());
        shown.put("period", target.period().format());
        shown.put("first_units", target.firstUnits());
        shown.put("units", target.units());
        shown.put("units_high", target.unitsHigh());
        shown.put("reported_units", target.reportedUnits());
        shown.put("raised", target.raised());
        shown.put("cut", target.cut());
        shown.put("reached", month(target.reached()));
        shown.put("actual", target.actual() == null ? null : target.actual().units());
        shown.put(
                "actual_qualifier",
                target.actual() == null ? null : text(target.actual().qualifier()));
        shown.put("attainment", of.attainment());
        shown.put("status", text(of.status()));
        shown.put("met_in", month(target.metIn()));
        shown.put("steps", target.steps().stream().map(DomainRun::shown).toList());
        return shown;
    }

    private static Map<String, Object> shown(BrandSummary.TargetStep step) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("units", step.units());
        shown.put("published_on", text(step.stated().date()));
        shown.put("source", step.stated().source());
        shown.put("met_in", month(step.metIn()));
        shown.put("reach_month", month(step.reachMonth()));
        return shown;
    }

    private static @Nullable Object coverage(int coverage) {
        return coverage == Coverage.NONE ? null : coverage == Coverage.NATIONWIDE ? "NATIONWIDE" : (Object) coverage;
    }

    private static @Nullable String month(@Nullable Integer month) {
        return month == null ? null : Months.format(month);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
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
            io.bellwether.schemas.avro.MarketView view,
            Set<OpenAlert> open) {
        List<Map<String, Object>> commitments = new ArrayList<>();
        List<Map<String, Object>> targets = new ArrayList<>();
        Map<String, Object> market = new TreeMap<>();
        if (view != null) {
            view.getTargets().forEach(target -> targets.add(RecordJson.of(target)));
            view.getCommitments().forEach(commitment -> commitments.add(RecordJson.commitment(commitment)));
            market = RecordJson.market(view);
        }
        return new BatchReference.Result(brands, models, market, commitments, targets, open);
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
