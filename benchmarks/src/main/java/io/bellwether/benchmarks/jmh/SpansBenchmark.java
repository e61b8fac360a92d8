package io.bellwether.benchmarks.jmh;

import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.SalesPeriod;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Tier;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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

/** The cost of events of a brand with 20 years of months, beside that of one which also has a thousand spans. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx1g")
public class SpansBenchmark {

    private static final int MONTHS = 240;
    private static final int FIRST = Months.parse("2004-01");
    private static final int BURST = 1_000;

    /** Spans of several whole months, beside the months. */
    @Param({"0", "1000"})
    public int spans;

    private final Random random = new Random(1);
    private final BrandLedger ledger = new BrandLedger("x");
    private int events;

    /** A ledger as large. */
    @Setup
    public void fill() {
        for (int month = 0; month < MONTHS; month++) {
            ledger.add(month(FIRST + month));
        }
        for (int span = 0; span < spans; span++) {
            int first = random.nextInt(MONTHS - 12);
            ledger.add(sales(SalesPeriod.span(
                    Months.firstDay(FIRST + first), Months.lastDay(FIRST + first + 1 + random.nextInt(11)))));
        }
        ledger.summary();
    }

    private Statement month(int month) {
        return sales(SalesPeriod.of(Granularity.MONTH, Months.firstDay(month)));
    }

    private Statement sales(SalesPeriod period) {
        Provenance provenance =
                new Provenance("e" + events, 1_750_000_000_000_000L + events, "ir", Tier.OFFICIAL, null);
        events++;
        return new Statement.Sales(
                provenance, null, null, Measure.DELIVERIES, period, 10_000 + random.nextInt(1_000), Qualifier.EXACT);
    }

    /** One month restated, and the brand worked out. */
    @Benchmark
    public void restateAndRecompute(Blackhole sink) {
        ledger.add(month(FIRST + random.nextInt(MONTHS)));
        sink.consume(ledger.summary());
    }

    /** A thousand months restated, and the brand worked out once, as under load. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void restateUnderLoad(Blackhole sink) {
        for (int i = 0; i < BURST; i++) {
            ledger.add(month(FIRST + random.nextInt(MONTHS)));
        }
        sink.consume(ledger.summary());
    }
}
