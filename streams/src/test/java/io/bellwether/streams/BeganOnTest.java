package io.bellwether.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.alert.AlertBook;
import io.bellwether.domain.alert.AlertEngine;
import io.bellwether.domain.alert.AlertKey;
import io.bellwether.domain.alert.AlertListener;
import io.bellwether.domain.alert.AlertTransition;
import io.bellwether.domain.alert.OpenDays;
import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.statement.Statement;
import io.bellwether.schemas.StatementCodec;
import io.bellwether.streams.reference.RandomHistory;
import io.bellwether.streams.rules.RulePack;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Beginnings of alerts (docs/figures.md#began-on) over random histories, against the definition taken literally. */
class BeganOnTest {

    private static final long SEEDS = Math.max(3, 15 * Integer.getInteger("random.percent", 100) / 100);

    @Test
    void shouldBeginOnTheDayThatTheDefinitionGives() {
        for (long seed = 0; seed < SEEDS; seed++) {
            // Given a history in published order
            SortedMap<LocalDate, List<SpecificRecord>> days = byDay(RandomHistory.of(seed));

            // When it is seen day by day
            Run run = new Run();
            days.values().forEach(run::see);

            // Then
            assertThat(run.began()).as("seed %s", seed).isEqualTo(byDefinition(days));
        }
    }

    @Test
    void shouldBeginOnTheSameDayWhateverTheOrderOfArrival() {
        for (long seed = 0; seed < SEEDS; seed++) {
            // Given the days of a history replayed in published order
            List<SpecificRecord> history = RandomHistory.of(seed);
            SortedMap<LocalDate, List<SpecificRecord>> days = byDay(history);
            Run replay = new Run();
            days.values().forEach(replay::see);

            // When everything arrives at once in another order, and the replayed days are adopted
            Run run = new Run();
            run.see(RandomHistory.arrival(history, seed));
            run.engine.adopt(replay.engine.openDays(), days.lastKey());
            run.see(List.of());

            // Then
            assertThat(run.began()).as("seed %s", seed).isEqualTo(replay.began());
        }
    }

    /** Of each alert open on the last day: the earliest of 400 days from which on the answers of all days have it. */
    private static Map<AlertKey, LocalDate> byDefinition(SortedMap<LocalDate, List<SpecificRecord>> days) {
        Map<LocalDate, Collection<AlertKey>> open = new TreeMap<>();
        for (LocalDate day : days.keySet()) {
            Run answer = new Run();
            List<SpecificRecord> byThen = new ArrayList<>();
            days.headMap(day.plusDays(1)).values().forEach(byThen::addAll);
            answer.see(byThen);
            open.put(day, answer.began().keySet());
        }
        Map<AlertKey, LocalDate> began = new HashMap<>();
        List<LocalDate> all = new ArrayList<>(days.keySet());
        for (AlertKey alert : open.get(days.lastKey())) {
            int first = all.size() - 1;
            int farthest = Math.max(0, all.size() - OpenDays.MAX_DAYS);
            while (first > farthest && open.get(all.get(first - 1)).contains(alert)) {
                first--;
            }
            began.put(alert, all.get(first));
        }
        return began;
    }

    private static SortedMap<LocalDate, List<SpecificRecord>> byDay(List<SpecificRecord> history) {
        SortedMap<LocalDate, List<SpecificRecord>> days = new TreeMap<>();
        for (SpecificRecord event : history) {
            LocalDate day = StatementCodec.of(event).provenance().date();
            days.computeIfAbsent(day, key -> new ArrayList<>()).add(event);
        }
        return days;
    }

    /** Ledgers and the engine over them. */
    private static final class Run implements AlertListener {

        private final Map<String, BrandLedger> ledgers = new TreeMap<>();
        private final Map<String, List<Statement>> statements = new TreeMap<>();
        private final Map<AlertKey, AlertTransition> open = new HashMap<>();
        private final AlertEngine engine =
                new AlertEngine(new AlertBook(RulePack.shipped().rules(), "test"));

        void see(Collection<SpecificRecord> events) {
            for (SpecificRecord event : events) {
                Statement statement = StatementCodec.of(event);
                String brand =
                        (String) event.get(event.getSchema().getField("brand").pos());
                statements.computeIfAbsent(brand, name -> new ArrayList<>()).add(statement);
                ledgers.computeIfAbsent(brand, BrandLedger::new).add(statement);
            }
            for (BrandLedger ledger : ledgers.values()) {
                if (ledger.needsRebuild()) {
                    ledger.rebuild(statements.get(ledger.brand())::forEach);
                }
                if (ledger.isChanged()) {
                    for (String model : ledger.removedModels()) {
                        engine.remove(ledger.brand(), model);
                    }
                    for (String model : ledger.changedModels()) {
                        MetricSet metrics = ledger.modelMetrics(model);
                        engine.put(ledger.brand(), model, metrics, List::of);
                    }
                    engine.put(ledger.summary(), List::of);
                    ledger.clearChanges();
                }
            }
            engine.evaluate(null, this);
        }

        Map<AlertKey, LocalDate> began() {
            Map<AlertKey, LocalDate> began = new HashMap<>();
            open.forEach((key, alert) -> began.put(key, alert.beganOn()));
            return began;
        }

        @Override
        public void onStep(AlertTransition step) {
            if (step.isOpen()) {
                open.put(step.key(), step);
            } else {
                open.remove(step.key());
            }
        }

        @Override
        public void onStanding(AlertTransition standing) {
            open.put(standing.key(), standing);
        }
    }
}
