package io.bellwether.streams.backtest;

import io.bellwether.domain.alert.AlertBook;
import io.bellwether.domain.alert.DayReplay;
import io.bellwether.domain.alert.OpenDays;
import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.LedgerReplay;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.statement.Statement;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.StatementCodec;
import io.bellwether.streams.rules.RulePack;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;

/** Works out past days from the events that were fed. */
final class PastDays {

    private final LedgerReplay replay;
    private final SortedMap<String, List<Statement>> brands = new TreeMap<>();

    PastDays(LedgerReplay replay) {
        this.replay = replay;
    }

    /** An event is fed. */
    void add(SpecificRecord event) {
        brands.computeIfAbsent(EventFields.brand(event), name -> new ArrayList<>())
                .add(StatementCodec.of(event));
    }

    /** On which days before one alerts were open, by these rules. */
    OpenDays daysBefore(LocalDate before, RulePack rules) {
        DayReplay days = new DayReplay();
        brands.forEach((brand, statements) -> replay.byDay(
                brand, before.minusDays(1), statements::forEach, (day, ofDay, ledger) -> endOfDay(days, day, ledger)));
        return days.pass(new AlertBook(rules.rules(), rules.version()), before, step -> {});
    }

    private static void endOfDay(DayReplay days, LocalDate day, BrandLedger ledger) {
        String brand = ledger.brand();
        for (String model : new TreeSet<>(ledger.removedModels())) {
            days.add(day, engine -> engine.remove(brand, model));
        }
        for (String model : ledger.changedModels()) {
            MetricSet metrics = ledger.modelMetrics(model);
            days.add(day, engine -> engine.put(brand, model, metrics, List::of));
        }
        BrandSummary summary = ledger.summary();
        days.add(day, engine -> engine.put(summary, List::of));
        ledger.clearChanges();
    }
}
