package io.bellwether.streams.backtest;

import io.bellwether.domain.ledger.LedgerReplay;
import io.bellwether.domain.ledger.Retractions;
import io.bellwether.domain.market.ForecastReplay;
import io.bellwether.domain.market.ForecastScore;
import io.bellwether.domain.statement.Aliases;
import io.bellwether.domain.statement.Statement;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.StatementCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** The forecasts of past months, made again from events and compared with what came (docs/figures.md#score). */
public final class ForecastBacktest {

    private ForecastBacktest() {}

    /**
     * Scores the forecasts of all brands.
     *
     * @param events valid input records in any order; of one brand and id the first counts
     * @param first the first month to forecast from, see {@link io.bellwether.domain.statement.Months}
     */
    public static ForecastScore score(Collection<SpecificRecord> events, Aliases aliases, int first) {
        Map<String, List<Statement>> byBrand = new TreeMap<>();
        Set<String> known = new HashSet<>();
        for (SpecificRecord event : events) {
            String brand = EventFields.brand(event);
            if (known.add(brand + "/" + EventFields.id(event))) {
                byBrand.computeIfAbsent(brand, name -> new ArrayList<>()).add(StatementCodec.of(event));
            }
        }
        LedgerReplay replay = new LedgerReplay(aliases.asTaxonomy(), Retractions.DESK);
        return new ForecastReplay(replay).score(byBrand, first);
    }
}
