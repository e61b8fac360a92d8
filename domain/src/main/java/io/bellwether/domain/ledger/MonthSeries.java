package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.SalesPeriod;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Total;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The months behind a metric: what was said of each, which statements its total stands on, and why the others do not
 * count (docs/figures.md#statement-outcomes).
 */
public final class MonthSeries {

    /** Most statements that are listed of one month. */
    public static final int MAX_STATEMENTS = 500;

    private final SeriesSubject subject;
    private final UnaryOperator<String> modelKey;
    private final Map<Integer, List<Statement.Sales>> byMonth = new TreeMap<>();

    /**
     * What the series is of.
     *
     * @param model null: the whole brand
     * @param region null: everywhere
     */
    public record SeriesSubject(
            Measure measure,
            @Nullable String model,
            @Nullable String region) {}

    /**
     * One month.
     *
     * @param total null if unknown
     * @param statements by publication, at most {@value #MAX_STATEMENTS}
     * @param statementCount how many there are
     */
    public record Month(
            int month, @Nullable Total total, boolean closed, List<Explained> statements, int statementCount) {}

    /**
     * A statement about a month, a part of it, or a longer stretch that covers it.
     *
     * @param exclusionReason why it does not count, in words; null if it does
     * @param retracted whether it was taken back
     */
    public record Explained(
            Statement.Sales statement, @Nullable String exclusionReason, boolean retracted) {}

    /**
     * A series without statements.
     *
     * @param modelKey what all spellings of a model have in common, see {@link BrandLedger#modelKey}
     */
    public MonthSeries(SeriesSubject subject, UnaryOperator<String> modelKey) {
        this.subject = subject;
        this.modelKey = modelKey;
    }

    /** Takes in a statement about the brand. */
    public void add(Statement statement) {
        if (statement instanceof Statement.Sales sales && concerns(sales)) {
            for (int month = firstMonth(sales.period()); month <= lastMonth(sales.period()); month++) {
                byMonth.computeIfAbsent(month, key -> new ArrayList<>()).add(sales);
            }
        }
    }

    private static int firstMonth(SalesPeriod period) {
        return period.month();
    }

    /** A week is of one month alone. */
    private static int lastMonth(SalesPeriod period) {
        return switch (period.granularity()) {
            case DAY, WEEK, MONTH -> period.month();
            case QUARTER, SPAN -> Months.of(period.end());
        };
    }

    private boolean concerns(Statement.Sales sales) {
        if (sales.measure() != subject.measure) {
            return false;
        }
        if (subject.region != null) {
            return subject.region.equals(sales.region()) && Objects.equals(key(subject.model), key(sales.model()));
        }
        return subject.model == null || Objects.equals(key(subject.model), key(sales.model()));
    }

    private @Nullable String key(@Nullable String model) {
        return model == null ? null : modelKey.apply(model);
    }

    /**
     * The months of which something was said, in their order.
     *
     * @param ledger of the brand, with all its statements
     * @param from first month
     * @param to last month
     */
    public List<Month> months(BrandLedger ledger, int from, int to) {
        List<Month> months = new ArrayList<>();
        byMonth.forEach((month, statements) -> {
            if (month >= from && month <= to) {
                months.add(new MonthStatements(ledger, subject, month, statements).explained());
            }
        });
        return months;
    }

    /** All months of which something was said, in their order. */
    public Iterable<Integer> statedMonths() {
        return byMonth.keySet();
    }

    /** The last month of which something was said; {@link Integer#MIN_VALUE} if there is none. */
    public int last() {
        return byMonth.keySet().stream().max(Comparator.naturalOrder()).orElse(Integer.MIN_VALUE);
    }
}
