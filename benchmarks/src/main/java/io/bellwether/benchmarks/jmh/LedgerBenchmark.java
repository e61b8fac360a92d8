package io.bellwether.benchmarks.jmh;

import io.bellwether.benchmarks.SalesGenerator;
import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.Outcome;
import io.bellwether.domain.statement.Statement;
import io.bellwether.schemas.StatementCodec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The cost of adding a statement to a large ledger of a brand. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 8)
@Fork(value = 1, jvmArgs = "-Xmx2g")
public class LedgerBenchmark {

    private static final int ADDED = 50_000;

    /** Statements in the ledger. */
    @Param({"10000", "1000000"})
    public int size;

    private final Statement[] fresh = new Statement[ADDED];
    private final Statement[] restated = new Statement[ADDED];
    private BrandLedger ledger = new BrandLedger("");

    /** A ledger as large, and statements that it does not hold. */
    @Setup(Level.Iteration)
    public void fill() {
        SalesGenerator generator = new SalesGenerator(1);
        ledger = new BrandLedger("brand-001");
        for (int i = 0; i < size; i++) {
            ledger.add(StatementCodec.of(generator.nextOf(0)));
        }
        for (int i = 0; i < ADDED; i++) {
            restated[i] = StatementCodec.of(generator.restatedOf(0));
        }
        for (int i = 0; i < ADDED; i++) {
            fresh[i] = StatementCodec.of(generator.nextOf(0));
        }
    }

    /** Statements with new identities. */
    @Benchmark
    @OperationsPerInvocation(ADDED)
    public void addFresh(Blackhole sink) {
        add(fresh, sink);
    }

    /** Statements with known identities. */
    @Benchmark
    @OperationsPerInvocation(ADDED)
    public void addRestated(Blackhole sink) {
        add(restated, sink);
    }

    private void add(Statement[] statements, Blackhole sink) {
        for (Statement statement : statements) {
            Outcome outcome = ledger.add(statement);
            sink.consume(outcome);
        }
    }
}
