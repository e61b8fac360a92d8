package io.bellwether.benchmarks.jmh;

import io.bellwether.benchmarks.SalesGenerator;
import io.bellwether.domain.alert.AlertBook;
import io.bellwether.domain.alert.AlertEngine;
import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.market.MarketView;
import io.bellwether.schemas.StatementCodec;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.streams.rules.RulePack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The cost of one evaluation of a market of 200 brands with five models each: its view, and the shipped rules. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx2g")
public class RulesBenchmark {

    private static final int STATEMENTS = 500_000;
    private static final int SUBJECTS = SalesGenerator.BRANDS * 6;

    private final AlertEngine engine = new AlertEngine(
            new AlertBook(RulePack.shipped().rules(), RulePack.shipped().version()));
    private final List<Brand> brands = new ArrayList<>();

    private record Brand(
            BrandSummary summary, List<Evidence> evidence, Map<String, MetricSet> models, List<Evidence> ofModels) {}

    /** The market after half a million statements. */
    @Setup
    public void fill() {
        SalesGenerator generator = new SalesGenerator(1);
        Map<String, BrandLedger> ledgers = new HashMap<>();
        for (int i = 0; i < STATEMENTS; i++) {
            SalesReport report = generator.next();
            ledgers.computeIfAbsent(report.getBrand(), BrandLedger::new).add(StatementCodec.of(report));
        }
        for (BrandLedger ledger : ledgers.values()) {
            BrandSummary summary = ledger.summary();
            Map<String, MetricSet> models = new HashMap<>();
            List<Evidence> ofModels = new ArrayList<>();
            for (String model : ledger.models()) {
                MetricSet metrics = ledger.modelMetrics(model);
                models.put(model, metrics);
                ofModels.addAll(ledger.modelEvidence(model, metrics, Evidence.Limit.PUBLISHED));
            }
            brands.add(
                    new Brand(summary, ledger.evidence(summary.metrics(), Evidence.Limit.PUBLISHED), models, ofModels));
        }
        brands.forEach(this::put);
        evaluate();
    }

    private void put(Brand brand) {
        engine.put(brand.summary, () -> brand.evidence);
        brand.models.forEach(
                (model, metrics) -> engine.put(brand.summary.brand(), model, metrics, () -> brand.ofModels));
    }

    private @Nullable MarketView evaluate() {
        return engine.evaluate(null, step -> {});
    }

    /** After a change of every brand; per brand or model. */
    @Benchmark
    @OperationsPerInvocation(SUBJECTS)
    public void perSubject(Blackhole sink) {
        brands.forEach(this::put);
        sink.consume(evaluate());
    }

    /** After a change of one brand. */
    @Benchmark
    public void evaluateAfterChangeOfOne(Blackhole sink) {
        put(brands.get(0));
        sink.consume(evaluate());
    }
}
