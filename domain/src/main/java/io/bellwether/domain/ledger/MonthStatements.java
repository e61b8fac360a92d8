package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Identity;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.SalesPeriod;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Supersession;
import io.bellwether.domain.statement.Total;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was said of one month, and what became of each statement (docs/figures.md#statement-outcomes). */
final class MonthStatements {

    private static final Comparator<MonthSeries.Explained> BY_PUBLICATION =
            Comparator.comparing(explained -> explained.statement().provenance());

    private final BrandLedger ledger;
    private final MonthSeries.SeriesSubject subject;
    private final int month;
    private final Map<Identity.Sales, Statement.Sales> holding = new LinkedHashMap<>();
    private final Map<CellKey, Cell> cells = new HashMap<>();
    private final Set<Statement.Sales> statements = new LinkedHashSet<>();

    /** A cell of the month, the model by its key. */
    private record CellKey(@Nullable String model, @Nullable String region) {}

    MonthStatements(BrandLedger ledger, MonthSeries.SeriesSubject subject, int month, List<Statement.Sales> said) {
        this.ledger = ledger;
        this.subject = subject;
        this.month = month;
        for (Statement.Sales sales : said) {
            if (statements.add(sales) && !ledger.retractions().retracts(sales)) {
                holding.merge(identity(sales), sales, Supersession::holding);
            }
        }
        holding.values().forEach(this::addToCell);
    }

    private Identity.Sales identity(Statement.Sales sales) {
        return Identity.of(sales, ledger::modelKey);
    }

    private CellKey cellKey(Statement.Sales sales) {
        return new CellKey(sales.model() == null ? null : ledger.modelKey(sales.model()), sales.region());
    }

    private void addToCell(Statement.Sales sales) {
        SalesBook.CellSlot slot = SalesBook.CellSlot.of(sales.period());
        if (slot != null) {
            cells.computeIfAbsent(cellKey(sales), key -> new Cell(month))
                    .add(slot.granularity(), slot.index(), CurrentStatement.of(sales));
        }
    }

    MonthSeries.Month explained() {
        Total total;
        Set<Provenance> counted = new HashSet<>();
        if (subject.region() == null) {
            total = ledger.total(subject.measure(), subject.model(), month);
            counted.addAll(ledger.supportingStatements(subject.measure(), subject.model(), month));
        } else {
            String model = subject.model();
            Cell cell = cells.get(new CellKey(model == null ? null : ledger.modelKey(model), subject.region()));
            total = cell == null ? null : cell.counted().total();
            if (cell != null) {
                cell.counted().statements().forEach(held -> counted.add(held.provenance()));
            }
        }
        List<MonthSeries.Explained> explained = new ArrayList<>();
        for (Statement.Sales sales : statements) {
            explained.add(new MonthSeries.Explained(
                    sales,
                    exclusionReason(sales, counted, total),
                    ledger.retractions().retracts(sales)));
        }
        int count = explained.size();
        if (count > MonthSeries.MAX_STATEMENTS) {
            explained.sort(Comparator.comparing((MonthSeries.Explained one) -> one.exclusionReason() != null)
                    .thenComparing(BY_PUBLICATION.reversed()));
            explained.subList(MonthSeries.MAX_STATEMENTS, count).clear();
        }
        explained.sort(BY_PUBLICATION);
        return new MonthSeries.Month(month, total, ledger.isClosed(month), explained, count);
    }

    private @Nullable String exclusionReason(Statement.Sales sales, Set<Provenance> counted, @Nullable Total total) {
        Statement.Retraction retraction = ledger.retractions().of(sales);
        if (retraction != null) {
            return Reasons.retracted(retraction);
        }
        Statement.Sales holds = Objects.requireNonNull(holding.get(identity(sales)));
        if (!holds.equals(sales)) {
            return Reasons.superseded(holds.provenance());
        }
        if (counted.contains(sales.provenance())) {
            return null;
        }
        return SalesBook.CellSlot.of(sales.period()) == null ? unusedStretch(sales) : unusedInCell(sales, total);
    }

    private String unusedInCell(Statement.Sales sales, @Nullable Total total) {
        Cell cell = Objects.requireNonNull(cells.get(cellKey(sales)));
        SourceCell source = Objects.requireNonNull(cell.of(sales.provenance().source()));
        Counted own = source.counted(month);
        if (!contains(own, sales)) {
            return "the same source " + better(source, own);
        }
        Counted chosen = cell.counted();
        if (!chosen.source().equals(own.source())) {
            return Reasons.outranked(own, chosen);
        }
        return unusedCell(sales, total);
    }

    private static boolean contains(Counted counted, Statement.Sales sales) {
        return counted.statements().stream().anyMatch(held -> held.provenance().equals(sales.provenance()));
    }

    private static String better(SourceCell source, Counted own) {
        if (source.month() != null) {
            return "states the whole month";
        }
        return own.whole()
                ? "covers the whole month by other statements"
                : "has a part of the month that reaches later";
    }

    private String unusedCell(Statement.Sales sales, @Nullable Total total) {
        CellKey key = cellKey(sales);
        if (key.region != null && cells.containsKey(new CellKey(key.model, null))) {
            return "a figure for everywhere counts in place of the regions' sum";
        }
        if (key.model != null && subject.model() == null && cells.containsKey(new CellKey(null, null))) {
            return "a figure for the whole brand counts in place of the models' sum";
        }
        boolean wholeCell = key.region == null && Objects.equals(key.model, modelOfSubject());
        if (total != null && !total.isAtLeast() && wholeCell) {
            return "not exact; the month follows exactly from other figures";
        }
        if (key.model == null && key.region != null) {
            return "the models' sum counts in place of the regions', or the region lies within another one";
        }
        return "the total does not rest on it";
    }

    private @Nullable String modelOfSubject() {
        return subject.model() == null ? null : ledger.modelKey(subject.model());
    }

    private String unusedStretch(Statement.Sales sales) {
        SalesPeriod period = sales.period();
        if (!period.isWholeMonths()) {
            return Reasons.DAYS_NOT_USED;
        }
        if (sales.region() != null) {
            return Reasons.ofRegion(period);
        }
        String what = Reasons.nameOf(period);
        CellKey key = cellKey(sales);
        if (!Objects.equals(key.model, modelOfSubject())) {
            return what + " of one model; the brand's month is not derived from it";
        }
        Counted chosen = chosenStretch(sales);
        if (!contains(chosen, sales)) {
            return Reasons.outranked(Counted.of(CurrentStatement.of(sales)), chosen);
        }
        return chosen.total().isExact()
                ? what + " that covers this month; the month does not have to be derived from it, or cannot be"
                : what + " that covers this month, but is not exact, so no month is derived from it";
    }

    private Counted chosenStretch(Statement.Sales sales) {
        Identity.Sales identity = identity(sales);
        List<Counted> sources = new ArrayList<>();
        holding.forEach((other, statement) -> {
            if (other.hasSubjectOf(identity)) {
                sources.add(Counted.of(CurrentStatement.of(statement)));
            }
        });
        return Counted.choose(sources);
    }
}
