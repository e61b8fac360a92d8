package io.bellwether.domain.market;

import io.bellwether.domain.ledger.Retractions;
import io.bellwether.domain.statement.Identity;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a brand that differ between two days, and the events that changed them (docs/figures.md#changes).
 *
 * <p>Both sides are what a reader saw on the day: the ledger behind {@link BrandFigures} leaves out every statement
 * published later, and every retraction published later, VOID ones too.
 *
 * <pre>{@code
 * BrandFigures before = ...; // of a ledger with the statements and retractions up to FROM
 * BrandFigures after = ...;  // of one with those up to TO
 * List<Changes.Change> changes = new Changes("x", from, to, statements).between(before, after);
 * }</pre>
 */
public final class Changes {

    private final String brand;
    private final Map<String, Provenance> published = new HashMap<>();
    private final Map<Identity, List<Provenance>> ofIdentity = new HashMap<>();
    private final Map<String, Identity> identities = new HashMap<>();
    private final Map<String, Provenance> all = new HashMap<>();
    private final List<Statement.Retraction> retractions = new ArrayList<>();
    private final Statements statements;

    /**
     * What was said of the brand.
     *
     * @param all statements up to the second day, whether they count or not
     * @param modelKey the key that all spellings of a model share, by any of them
     * @param retractions says who may retract what
     */
    public record Statements(
            Collection<? extends Statement> all, UnaryOperator<String> modelKey, Retractions retractions) {}

    /**
     * A figure that differs.
     *
     * @param model null: of the whole brand
     * @param figure a measure, a metric, {@code target:PERIOD} or {@code commitment:TECHNOLOGY/STAGE}
     * @param month YYYY-MM, of a measure; else null
     * @param before a {@link io.bellwether.domain.statement.Total} of a measure, a metric as
     *     {@link io.bellwether.domain.ledger.MetricSet#shown} has it, the name of a status; null where it was unknown
     * @param after likewise
     * @param events ids, in published order: those the new value rests on and the old did not, that superseded one that
     *     the old rested on, or that retracted one, published after the first day and up to the second
     */
    public record Change(
            String brand,
            @Nullable String model,
            String figure,
            @Nullable String month,
            @Nullable Object before,
            @Nullable Object after,
            List<String> events) {}

    /** The changes of a brand from one day to a later one. */
    public Changes(String brand, LocalDate from, LocalDate to, Statements statements) {
        this.brand = brand;
        this.statements = statements;
        for (Statement statement : statements.all) {
            Provenance provenance = statement.provenance();
            all.put(provenance.eventId(), provenance);
            Identity identity = Identity.of(statement, statements.modelKey);
            if (identity != null) {
                identities.put(provenance.eventId(), identity);
            }
            if (provenance.date().isAfter(from) && !provenance.date().isAfter(to)) {
                published.put(provenance.eventId(), provenance);
                if (identity != null) {
                    ofIdentity
                            .computeIfAbsent(identity, key -> new ArrayList<>(1))
                            .add(provenance);
                }
                if (statement instanceof Statement.Retraction retraction) {
                    retractions.add(retraction);
                }
            }
        }
    }

    /** The figures that differ: the brand's, then each model's; months, metrics, targets, commitments. */
    public List<Change> between(BrandFigures before, BrandFigures after) {
        Set<BrandFigures.Key> keys = new TreeSet<>(before.known().keySet());
        keys.addAll(after.known().keySet());
        List<Change> changes = new ArrayList<>();
        for (BrandFigures.Key key : keys) {
            BrandFigures.Known old = before.known().get(key);
            BrandFigures.Known now = after.known().get(key);
            if (old == null || now == null || !old.value().equals(now.value())) {
                changes.add(new Change(
                        brand,
                        now == null ? (old == null ? null : old.modelName()) : now.modelName(),
                        key.figure(),
                        key.month(),
                        old == null ? null : old.value(),
                        now == null ? null : now.value(),
                        events(old == null ? Set.of() : old.events(), now == null ? Set.of() : now.events())));
            }
        }
        return changes;
    }

    private List<String> events(Set<String> old, Set<String> now) {
        Set<Provenance> events = new TreeSet<>();
        for (String event : now) {
            Provenance provenance = old.contains(event) ? null : published.get(event);
            if (provenance != null) {
                events.add(provenance);
            }
        }
        for (String event : old) {
            Provenance own = all.get(event);
            Identity identity = identities.get(event);
            if (own != null && identity != null) {
                ofIdentity.getOrDefault(identity, List.of()).stream()
                        .filter(other -> other.compareTo(own) > 0)
                        .forEach(events::add);
            }
        }
        for (Statement.Retraction retraction : retractions) {
            Provenance retracted = all.get(retraction.retracted().toString());
            if (retracted != null
                    && old.contains(retracted.eventId())
                    && statements.retractions.mayRetract(retraction, retracted)) {
                events.add(retraction.provenance());
            }
        }
        return events.stream().map(Provenance::eventId).toList();
    }
}
