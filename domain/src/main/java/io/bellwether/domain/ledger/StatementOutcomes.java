package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.SalesPeriod;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.TargetPeriod;
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

    private final Map<MonthSeries.Subject, MonthSeries> series = new HashMap<>();
    private final Map<Cell, MonthSeries.Month> months = new HashMap<>();

    /** What two statements share of which the newer supersedes the older. */
    private sealed interface Identity {

        record Sales(Topic topic, String source) implements Identity {}

        record Capacity(String plant, int effectiveFrom, String source) implements Identity {}

        record Target(TargetPeriod period, boolean stretch, String source) implements Identity {}

        record Quote(@Nullable String model, String source) implements Identity {}
    }

    /** What a sales statement is about. */
    private record Topic(
            Measure measure,
            @Nullable String model,
            @Nullable String region,
            SalesPeriod period) {}

    private record Cell(MonthSeries.Subject subject, int month) {}

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
            Identity identity = identity(statement);
            if (identity != null && !ledger.retractions().retracts(statement)) {
                holding.merge(identity, statement, (a, b) -> isNewer(b, a) ? b : a);
            }
        }
    }

    private static boolean isNewer(Statement statement, Statement other) {
        return statement.provenance().compareTo(other.provenance()) > 0;
    }

    private @Nullable Identity identity(Statement statement) {
        String source = statement.provenance().source();
        if (statement instanceof Statement.Sales sales) {
            return new Identity.Sales(topic(sales), source);
        }
        if (statement instanceof Statement.Capacity capacity) {
            return new Identity.Capacity(capacity.plant(), capacity.effectiveFrom(), source);
        }
        if (statement instanceof Statement.Target target) {
            return new Identity.Target(target.period(), target.stretch(), source);
        }
        return statement instanceof Statement.Quote quote ? new Identity.Quote(modelKey(quote.model()), source) : null;
    }

    private Topic topic(Statement.Sales sales) {
        return new Topic(sales.measure(), modelKey(sales.model()), sales.region(), sales.period());
    }

    private @Nullable String modelKey(@Nullable String model) {
        return model == null ? null : ledger.modelKey(model);
    }

    /** What became of one of the statements. */
    public StatementOutcome of(Statement statement) {
        Statement.Retraction retraction = ledger.retractions().of(statement);
        if (retraction != null) {
            return retracted(retraction);
        }
        Identity identity = identity(statement);
        if (identity != null) {
            Provenance newest = Objects.requireNonNull(holding.get(identity)).provenance();
            if (!newest.equals(statement.provenance())) {
                return new StatementOutcome(
                        StatementOutcome.Kind.SUPERSEDED,
                        "superseded by " + newest.eventId() + ", published " + newest.date(),
                        newest.eventId());
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

    private static StatementOutcome retracted(Statement.Retraction retraction) {
        Provenance provenance = retraction.provenance();
        return new StatementOutcome(
                StatementOutcome.Kind.RETRACTED,
                (retraction.isVoid() ? "void by " : "withdrawn by ") + provenance.source() + " on " + provenance.date()
                        + ": " + retraction.reason(),
                provenance.eventId());
    }

    /** A month or a part of it. */
    private StatementOutcome partOfMonth(Statement.Sales sales) {
        MonthSeries.Subject subject = new MonthSeries.Subject(sales.measure(), modelKey(sales.model()), sales.region());
        return month(subject, sales.period().month()).statements().stream()
                .filter(told -> told.statement().provenance().equals(sales.provenance()))
                .map(MonthSeries.Told::exclusionReason)
                .map(reason -> reason == null ? StatementOutcome.COUNTS : StatementOutcome.outranked(reason))
                .findFirst()
                .orElseGet(() -> StatementOutcome.outranked("one of very many about its month"));
    }

    private MonthSeries.Month month(MonthSeries.Subject subject, int month) {
        return months.computeIfAbsent(
                new Cell(subject, month),
                cell -> series.computeIfAbsent(subject, this::seriesOf)
                        .months(ledger, month, month)
                        .get(0));
    }

    private MonthSeries seriesOf(MonthSeries.Subject subject) {
        MonthSeries all = new MonthSeries(subject, ledger::modelKey);
        statements.forEach(all::add);
        return all;
    }

    /** A longer period, or one that no month begins with. */
    private StatementOutcome stretch(Statement.Sales sales) {
        if (!sales.period().isWholeMonths()) {
            return StatementOutcome.outranked(
                    "a stretch of days that is no part of a month from its first day on is kept but not used");
        }
        if (sales.region() != null) {
            return StatementOutcome.outranked("a run of months of one region is kept but not used");
        }
        Topic topic = topic(sales);
        List<Counted> sources = new ArrayList<>();
        holding.values().forEach(other -> {
            if (other instanceof Statement.Sales said && topic(said).equals(topic)) {
                sources.add(Counted.of(new CurrentStatement(said.provenance(), said.units(), said.qualifier())));
            }
        });
        Counted chosen = Counted.choose(sources);
        if (!chosen.newest().equals(sales.provenance())) {
            return StatementOutcome.outranked(better(chosen.newest(), sales.provenance()));
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
                .map(other -> StatementOutcome.outranked(better(other, own)))
                .orElse(StatementOutcome.COUNTS);
    }

    private static String better(Provenance other, Provenance own) {
        if (other.tier() == own.tier()) {
            return other.source() + " is of the same tier and newer, " + other.date();
        }
        return other.tier().compareTo(own.tier()) < 0
                ? other.source() + " is of a better tier, " + other.tier() + " before " + own.tier()
                : "a lower bound, refined by " + other.source();
    }

    /** The newest of the brand counts, and the newest of each model for that model. */
    private StatementOutcome quote(Statement.Quote quote) {
        String model = modelKey(quote.model());
        return held(Statement.Quote.class)
                .filter(other -> model == null || model.equals(modelKey(other.model())))
                .filter(other -> isNewer(other, quote))
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
