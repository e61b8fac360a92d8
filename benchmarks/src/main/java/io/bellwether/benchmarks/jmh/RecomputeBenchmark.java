package io.bellwether.benchmarks.jmh;

import io.bellwether.benchmarks.SalesGenerator;
import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Statement;
import io.bellwether.schemas.StatementCodec;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.streams.codec.Encoding;
import io.bellwether.streams.codec.MetricCodec;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The cost of one recompute of a brand with five models, after a hundred statements about any of its days. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx2g")
public class RecomputeBenchmark {

    private static final int SINCE_LAST = 100;

    /** Statements in the ledger. */
    @Param({"10000", "1000000"})
    public int statements;

    private final SalesGenerator generator = new SalesGenerator(1);
    private long micros = StatementCodec.micros(Instant.parse("2026-01-01T00:00:00Z"));
    private final BrandLedger ledger = new BrandLedger("brand-001");

    /** A ledger as large. */
    @Setup
    public void fill() {
        for (int i = 0; i < statements; i++) {
            ledger.add(StatementCodec.of(generator.nextOf(0)));
        }
    }

    /** The statements since the last recompute; not measured. */
    @Setup(Level.Invocation)
    public void change() {
        ledger.clearChanges();
        micros++;
        for (int i = 0; i < SINCE_LAST; i++) {
            Statement.Sales sales = (Statement.Sales) StatementCodec.of(generator.restatedOf(0));
            ledger.add(laterThanAll(sales)); // else it would change nothing
        }
    }

    private Statement laterThanAll(Statement.Sales sales) {
        Provenance provenance = sales.provenance();
        return new Statement.Sales(
                new Provenance(provenance.eventId(), micros, provenance.source(), provenance.tier(), null),
                sales.model(),
                sales.region(),
                sales.measure(),
                sales.period(),
                sales.units(),
                sales.qualifier());
    }

    /** Metrics of the brand and its models, and the brand's summary. */
    @Benchmark
    public void metrics(Blackhole sink) {
        for (String model : ledger.changedModels()) {
            sink.consume(ledger.modelMetrics(model));
        }
        sink.consume(ledger.summary());
    }

    /** The same with evidence. */
    @Benchmark
    public void metricsAndEvidence(Blackhole sink) {
        for (String model : ledger.changedModels()) {
            MetricSet metrics = ledger.modelMetrics(model);
            sink.consume(ledger.modelEvidence(model, metrics, Evidence.Limit.PUBLISHED));
        }
        BrandSummary summary = ledger.summary();
        sink.consume(ledger.evidence(summary.metrics(), Evidence.Limit.PUBLISHED));
    }

    /** The same as encoded records. */
    @Benchmark
    public int records() {
        int bytes = 0;
        for (String model : ledger.changedModels()) {
            MetricSet metrics = ledger.modelMetrics(model);
            bytes += encoded(metrics, ledger.modelEvidence(model, metrics, Evidence.Limit.PUBLISHED));
        }
        BrandSummary summary = ledger.summary();
        return bytes + encoded(summary.metrics(), ledger.evidence(summary.metrics(), Evidence.Limit.PUBLISHED));
    }

    private static int encoded(MetricSet metrics, List<Evidence> evidence) {
        BrandMetrics record = new BrandMetrics(
                "brand-001", Instant.EPOCH, MetricCodec.record(metrics), MetricCodec.records(evidence));
        return Encoding.BRAND_METRICS.encode(record).length;
    }
}
