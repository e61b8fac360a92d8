package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Identity;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Supersession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of each statement of a brand (docs/figures.md#statement-outcomes). Worked out for a statement when it is
 * asked for; a sales statement is seen as part of the figures of its own model and region. Not for several threads.
 */
public final class StatementOutcomes {

    private final BrandLedger ledger;
    private final Collection<? extends Statement> statements;
    /** By identity (docs/figures.md#identity): the newest that is not retracted. */
    private final Map<Identity, Statement> holding = new HashMap<>();

    private final Map<MonthSeries.SeriesSubject, MonthSeries> series = new HashMap<>();
    private final Map<SubjectMonth, MonthSeries.Month> months = new HashMap<>();

    private record SubjectMonth(MonthSeries.SeriesSubject subject, int month) {}

    /**
     * Of the statements of one brand.
     *
     * @param ledger of these statements
     * @param statements retracted ones and retractions among them
     */
    public StatementOutcomes(BrandLedger ledger, Collection<? extends Statement> statements) {
        this.ledger = ledger;
        this.statements = statements;
        for (Statement statement : statements) {
            Identity identity = Identity.of(statement, ledger::modelKey);
            if (identity != null && !ledger.retractions().retracts(statement)) {
                holding.merge(identity, statement, Supersession::holding);
            }
        }
    }

    private @Nullable String modelKey(@Nullable String model) {
        return model == null ? null : ledger.modelKey(model);
    }

    /** What became of one of the statements. */
    public StatementOutcome of(Statement statement) {
        Statement.Retraction retraction = ledger.retractions().of(statement);
        if (retraction != null) {
            return new StatementOutcome(
                    StatementOutcome.Kind.RETRACTED,
                    Reasons.retracted(retraction),
                    retraction.provenance().eventId());
        }
        Identity identity = Identity.of(statement, ledger::modelKey);
        if (identity != null) {
            Statement holds = Objects.requireNonNull(holding.get(identity));
            if (Supersession.supersedes(holds, statement)) {
                return new StatementOutcome(
                        StatementOutcome.Kind.SUPERSEDED,
                        Reasons.superseded(holds.provenance()),
                        holds.provenance().eventId());
            }
        }
        if (statement instanceof Statement.Sales sales) {
            return SalesBook.CellSlot.of(sales.period()) == null ? stretch(sales) : partOfMonth(sales);
        }
        if (statement instanceof Statement.Capacity capacity) {
            return capacity(capacity);
        }
        if (statement instanceof Statement.Target target) {
            return target(target);
        }
        if (statement instanceof Statement.Quote quote) {
            return quote(quote);
        }
        return statement instanceof Statement.Retraction own ? retraction(own) : StatementOutcome.COUNTS;
    }

    /** A month or a part of it. */
    private StatementOutcome partOfMonth(Statement.Sales sales) {
        MonthSeries.SeriesSubject subject =
                new MonthSeries.SeriesSubject(sales.measure(), modelKey(sales.model()), sales.region());
        return month(subject, sales.period().month()).statements().stream()
                .filter(explained -> explained.statement().provenance().equals(sales.provenance()))
                .map(MonthSeries.Explained::exclusionReason)
                .map(reason -> reason == null ? StatementOutcome.COUNTS : StatementOutcome.outranked(reason))
                .findFirst()
                .orElseGet(() -> StatementOutcome.outranked("one of very many about its month"));
    }

    private MonthSeries.Month month(MonthSeries.SeriesSubject subject, int month) {
        return months.computeIfAbsent(
                new SubjectMonth(subject, month),
                key -> series.computeIfAbsent(subject, this::seriesOf)
                        .months(ledger, month, month)
                        .get(0));
    }

    private MonthSeries seriesOf(MonthSeries.SeriesSubject subject) {
        MonthSeries all = new MonthSeries(subject, ledger::modelKey);
        statements.forEach(all::add);
        return all;
    }

    /** A longer period, or one that no month begins with. */
    private StatementOutcome stretch(Statement.Sales sales) {
        if (!sales.period().isWholeMonths()) {
            return StatementOutcome.outranked(Reasons.DAYS_NOT_USED);
        }
        if (sales.region() != null) {
            return StatementOutcome.outranked(Reasons.ofRegion(sales.period()));
        }
        Identity.Sales identity = Identity.of(sales, ledger::modelKey);
        List<Counted> sources = new ArrayList<>();
        holding.forEach((other, statement) -> {
            if (other instanceof Identity.Sales ofSales && ofSales.hasSubjectOf(identity)) {
                sources.add(Counted.of(CurrentStatement.of((Statement.Sales) statement)));
            }
        });
        Counted chosen = Counted.choose(sources);
        if (!chosen.newest().equals(sales.provenance())) {
            return StatementOutcome.outranked(Reasons.outranked(Counted.of(CurrentStatement.of(sales)), chosen));
        }
        return chosen.total().isExact()
                ? StatementOutcome.COUNTS
                : StatementOutcome.outranked("not exact, so no month and no sum is derived from it");
    }

    private StatementOutcome capacity(Statement.Capacity capacity) {
        if (!capacity.operating()) {
            return StatementOutcome.outranked("planned; capacity counts once it operates");
        }
        return best(
                capacity,
                held(Statement.Capacity.class)
                        .filter(other -> other.operating()
                                && other.plant().equals(capacity.plant())
                                && other.effectiveFrom() == capacity.effectiveFrom()));
    }

    private StatementOutcome target(Statement.Target target) {
        if (target.stretch()) {
            return StatementOutcome.outranked("a STRETCH target is kept and counted nowhere");
        }
        return best(
                target,
                held(Statement.Target.class)
                        .filter(other -> !other.stretch() && other.period().equals(target.period())));
    }

    /** The best tier counts, then the newest. */
    private static StatementOutcome best(Statement statement, Stream<? extends Statement> sources) {
        Provenance own = statement.provenance();
        return sources.map(Statement::provenance)
                .filter(other -> other.outranks(own))
                .reduce((a, b) -> b.outranks(a) ? b : a)
                .map(other -> StatementOutcome.outranked(Reasons.outranked(own, other)))
                .orElse(StatementOutcome.COUNTS);
    }

    /** The newest of the brand counts, and the newest of each model for that model. */
    private StatementOutcome quote(Statement.Quote quote) {
        String model = modelKey(quote.model());
        return held(Statement.Quote.class)
                .filter(other -> model == null || model.equals(modelKey(other.model())))
                .filter(other -> Supersession.supersedes(other, quote))
                .map(Statement::provenance)
                .reduce((a, b) -> a.compareTo(b) > 0 ? a : b)
                .map(newer -> StatementOutcome.outranked(newer.source() + " quotes a newer wait, " + newer.date()))
                .orElse(StatementOutcome.COUNTS);
    }

    private <T extends Statement> Stream<T> held(Class<T> type) {
        return holding.values().stream().filter(type::isInstance).map(type::cast);
    }

    private StatementOutcome retraction(Statement.Retraction retraction) {
        for (Statement statement : statements) {
            if (statement.provenance().id().equals(retraction.retracted())) {
                if (statement instanceof Statement.Retraction) {
                    return StatementOutcome.outranked("a retraction cannot be retracted");
                }
                return ledger.retractions().retracts(statement)
                        ? StatementOutcome.COUNTS
                        : StatementOutcome.outranked("only "
                                + statement.provenance().source() + " or the desk can retract an event of that source");
            }
        }
        return StatementOutcome.outranked("no event of this brand has the id " + retraction.retracted());
    }
}
