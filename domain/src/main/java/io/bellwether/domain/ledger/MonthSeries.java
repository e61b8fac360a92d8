package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Total;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The months behind a metric: what was said of each, which statements its total stands on, and why the others do not
 * count (docs/figures.md#statements).
 */
public final class MonthSeries {

    /** Most statements that are listed of one month. */
    public static final int MAX_STATEMENTS = 500;

    private static final Comparator<Told> BY_PUBLICATION =
            Comparator.comparing(told -> told.statement().provenance());

    private final Subject subject;
    private final Map<Integer, List<Statement.Sales>> byMonth = new TreeMap<>();

    /**
     * What the series is of.
     *
     * @param model null: the whole brand
     * @param region null: everywhere
     */
    public record Subject(
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
    public record Month(int month, @Nullable Total total, boolean closed, List<Told> statements, int statementCount) {}

    /**
     * A statement about a month, a part of it, or its quarter.
     *
     * @param exclusionReason why it does not count, in words; null if it does
     */
    public record Told(Statement.Sales statement, @Nullable String exclusionReason) {}

    /** A series without statements. */
    public MonthSeries(Subject subject) {
        this.subject = subject;
    }

    /** Takes in a statement about the brand. */
    public void add(Statement statement) {
        if (statement instanceof Statement.Sales sales && concerns(sales)) {
            int first = month(sales);
            int months = sales.granularity() == Granularity.QUARTER ? 3 : 1;
            for (int month = first; month < first + months; month++) {
                byMonth.computeIfAbsent(month, key -> new ArrayList<>()).add(sales);
            }
        }
    }

    private boolean concerns(Statement.Sales sales) {
        if (sales.measure() != subject.measure) {
            return false;
        }
        if (subject.region != null) {
            return subject.region.equals(sales.region()) && Objects.equals(subject.model, sales.model());
        }
        return subject.model == null || subject.model.equals(sales.model());
    }

    private static int month(Statement.Sales sales) {
        return Months.of(
                sales.granularity() == Granularity.WEEK
                        ? sales.periodStart().with(DayOfWeek.THURSDAY)
                        : sales.periodStart());
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
                months.add(new OfMonth(ledger, month, statements).explained());
            }
        });
        return months;
    }

    /** All months of which something was said, in their order. */
    public Iterable<Integer> told() {
        return byMonth.keySet();
    }

    /** The last month of which something was said; {@link Integer#MIN_VALUE} if there is none. */
    public int last() {
        return byMonth.keySet().stream().max(Comparator.naturalOrder()).orElse(Integer.MIN_VALUE);
    }

    private record CellKey(@Nullable String model, @Nullable String region) {

        static CellKey of(Statement.Sales sales) {
            return new CellKey(sales.model(), sales.region());
        }
    }

    private record Identity(CellKey cell, Granularity granularity, long periodStart, String source) {

        static Identity of(Statement.Sales sales) {
            return new Identity(
                    CellKey.of(sales),
                    sales.granularity(),
                    sales.periodStart().toEpochDay(),
                    sales.provenance().source());
        }
    }

    /** What was said of one month, put in order as the ledger does. */
    private final class OfMonth {

        private final BrandLedger ledger;
        private final int month;
        private final Map<Identity, Statement.Sales> holding = new LinkedHashMap<>();
        private final Map<CellKey, Cell> cells = new HashMap<>();
        private final Map<CellKey, Map<String, Cell>> bySource = new HashMap<>();
        private final List<Statement.Sales> statements = new ArrayList<>();

        OfMonth(BrandLedger ledger, int month, List<Statement.Sales> provenance) {
            this.ledger = ledger;
            this.month = month;
            Set<Statement.Sales> seen = new HashSet<>();
            for (Statement.Sales sales : provenance) {
                if (seen.add(sales)) {
                    statements.add(sales);
                    holding.merge(
                            Identity.of(sales),
                            sales,
                            (before, now) -> held(now).supersedes(held(before)) ? now : before);
                }
            }
            holding.forEach((identity, sales) -> {
                if (identity.granularity != Granularity.QUARTER) {
                    add(cells.computeIfAbsent(identity.cell, key -> new Cell()), sales);
                    add(
                            bySource.computeIfAbsent(identity.cell, key -> new HashMap<>())
                                    .computeIfAbsent(identity.source, key -> new Cell()),
                            sales);
                }
            });
        }

        private CurrentStatement held(Statement.Sales sales) {
            return new CurrentStatement(sales.provenance(), sales.units(), sales.qualifier());
        }

        private void add(Cell cell, Statement.Sales sales) {
            int index = switch (sales.granularity()) {
                case DAY -> sales.periodStart().getDayOfMonth() - 1;
                case WEEK -> (sales.periodStart().with(DayOfWeek.THURSDAY).getDayOfMonth() - 1) / 7;
                case MONTH, QUARTER, SPAN -> 0;
            };
            cell.add(sales.provenance().source(), sales.granularity(), index, held(sales));
        }

        Month explained() {
            Total total;
            Set<Provenance> counted = new HashSet<>();
            if (subject.region == null) {
                total = ledger.total(subject.measure, subject.model, month);
                counted.addAll(
                        total == null ? Set.of() : ledger.supportingStatements(subject.measure, subject.model, month));
            } else {
                Cell cell = cells.get(new CellKey(subject.model, subject.region));
                total = cell == null ? null : cell.counted().total();
                if (cell != null) {
                    cell.counted().statements().forEach(held -> counted.add(held.provenance()));
                }
            }
            List<Told> told = new ArrayList<>();
            for (Statement.Sales sales : statements) {
                told.add(new Told(sales, exclusionReason(sales, counted, total)));
            }
            int count = told.size();
            if (count > MAX_STATEMENTS) {
                told.sort(Comparator.comparing((Told one) -> one.exclusionReason != null)
                        .thenComparing(BY_PUBLICATION.reversed()));
                told.subList(MAX_STATEMENTS, count).clear();
            }
            told.sort(BY_PUBLICATION);
            return new Month(month, total, ledger.isClosed(month), told, count);
        }

        private @Nullable String exclusionReason(
                Statement.Sales sales, Set<Provenance> counted, @Nullable Total total) {
            Statement.Sales holds = Objects.requireNonNull(holding.get(Identity.of(sales)));
            if (!holds.equals(sales)) {
                return "superseded by " + holds.provenance().eventId() + ", published "
                        + holds.provenance().date();
            }
            if (counted.contains(sales.provenance())) {
                return null;
            }
            if (sales.granularity() == Granularity.QUARTER) {
                return whyNotQuarter(sales);
            }
            Cell own = Objects.requireNonNull(Objects.requireNonNull(bySource.get(CellKey.of(sales)))
                    .get(sales.provenance().source()));
            if (own.counted().statements().stream()
                    .noneMatch(held -> held.provenance().equals(sales.provenance()))) {
                return "the same source states the " + (hasMonth(sales) ? "whole month" : "weeks")
                        + ": the coarsest granularity counts";
            }
            Cell.Counted chosen =
                    Objects.requireNonNull(cells.get(CellKey.of(sales))).counted();
            if (!chosen.newest().source().equals(sales.provenance().source())) {
                return outranked(own.counted(), chosen);
            }
            return cellUnused(sales, total);
        }

        private boolean hasMonth(Statement.Sales sales) {
            return holding.values().stream()
                    .anyMatch(other -> other.granularity() == Granularity.MONTH
                            && CellKey.of(other).equals(CellKey.of(sales))
                            && other.provenance()
                                    .source()
                                    .equals(sales.provenance().source()));
        }

        private String outranked(Cell.Counted own, Cell.Counted chosen) {
            String other = chosen.newest().source();
            if (own.outranks(chosen)) {
                return "a lower bound, refined by " + other + ": exactly "
                        + chosen.total().units();
            }
            return own.tier() == chosen.tier()
                    ? other + " is of the same tier and newer, "
                            + chosen.newest().date()
                    : other + " is of a better tier, " + chosen.tier() + " before " + own.tier();
        }

        private String cellUnused(Statement.Sales sales, @Nullable Total total) {
            String model = sales.model();
            if (sales.region() != null && cells.containsKey(new CellKey(model, null))) {
                return "a figure for everywhere counts in place of the regions' sum";
            }
            if (model != null && subject.model == null && cells.containsKey(new CellKey(null, null))) {
                return "a figure for the whole brand counts in place of the models' sum";
            }
            if (total != null && total.qualifier() == Qualifier.DERIVED) {
                return "not exact; the month follows exactly from its quarter and the other two months";
            }
            if (model == null && sales.region() != null) {
                return "the models' sum counts in place of the regions'";
            }
            return "the total does not stand on it";
        }

        private String whyNotQuarter(Statement.Sales sales) {
            if (sales.region() != null) {
                return "a quarter of one region is kept but not used";
            }
            for (Statement.Sales other : holding.values()) {
                if (other.granularity() == Granularity.QUARTER
                        && CellKey.of(other).equals(CellKey.of(sales))
                        && other.provenance().outranks(sales.provenance())) {
                    return other.provenance().source() + "'s figure of the quarter is "
                            + (other.provenance().tier() == sales.provenance().tier() ? "newer" : "of a better tier");
                }
            }
            return "told of the whole quarter; this month does not have to be derived from it, or cannot be";
        }
    }
}
