package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Taxonomy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Folds the kept statements of a brand into its ledger as of a day (docs/figures.md#point-in-time): what was published
 * by then, without what is retracted as far as that is known.
 *
 * <p>Statements are handed over by a function that passes each one to a consumer, in any order, and that can be called
 * several times, for example {@code list::forEach} or a scan of a store.
 *
 * @param taxonomy what the table of aliases says
 * @param deskSources whose retractions work on events of any source, see {@link Retractions#DESK}
 */
public record LedgerReplay(Taxonomy taxonomy, Set<String> deskSources) {

    /** Where the table of aliases says nothing and only the desk retracts. */
    public static final LedgerReplay PLAIN = new LedgerReplay(Taxonomy.EMPTY, Retractions.DESK);

    /** A ledger without statements. */
    public BrandLedger ledger(String brand) {
        return new BrandLedger(brand, taxonomy, new Retractions(deskSources));
    }

    /** What is done at the end of each day. */
    public interface EndOfDay {

        /**
         * Looks at the ledger.
         *
         * @param statements published on that day, in published order, retracted ones and retractions among them
         * @param ledger with all that was published up to that day; the same object every day
         */
        void accept(LocalDate day, List<Statement> statements, BrandLedger ledger);
    }

    /**
     * The ledger of a brand by what is known. It is {@linkplain BrandLedger#isEmpty empty} if nothing that counts was
     * published by then.
     */
    public BrandLedger fold(String brand, Knowledge knowledge, Consumer<Consumer<Statement>> statements) {
        Retractions retractions = new Retractions(deskSources);
        statements.accept(statement -> {
            if (statement instanceof Statement.Retraction retraction && knowledge.applies(retraction)) {
                retractions.add(retraction);
            }
        });
        BrandLedger ledger = new BrandLedger(brand, taxonomy, retractions);
        statements.accept(statement -> {
            if (knowledge.includes(statement.provenance())) {
                ledger.add(statement);
            }
        });
        return ledger;
    }

    /**
     * Lets the days on which anything was published pass one after another, each as {@link Knowledge#asOf} has it.
     *
     * @param last no later day
     */
    public void byDay(String brand, LocalDate last, Consumer<Consumer<Statement>> statements, EndOfDay action) {
        Retractions retractions = new Retractions(deskSources);
        SortedMap<LocalDate, List<Statement>> days = new TreeMap<>();
        statements.accept(statement -> {
            if (statement instanceof Statement.Retraction retraction && retraction.isVoid()) {
                retractions.add(retraction);
            }
            LocalDate day = statement.provenance().date();
            if (!day.isAfter(last)) {
                days.computeIfAbsent(day, key -> new ArrayList<>()).add(statement);
            }
        });
        BrandLedger ledger = new BrandLedger(brand, taxonomy, retractions);
        for (Map.Entry<LocalDate, List<Statement>> day : days.entrySet()) {
            day.getValue().sort(Comparator.comparing(Statement::provenance));
            day.getValue().forEach(ledger::add);
            if (ledger.needsRebuild()) {
                SortedMap<LocalDate, List<Statement>> upToDay =
                        days.headMap(day.getKey().plusDays(1));
                ledger.rebuild(consumer -> upToDay.values().forEach(ofDay -> ofDay.forEach(consumer)));
            }
            action.accept(day.getKey(), List.copyOf(day.getValue()), ledger);
        }
    }
}
