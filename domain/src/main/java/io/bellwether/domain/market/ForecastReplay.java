package io.bellwether.domain.market;

import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Knowledge;
import io.bellwether.domain.ledger.LedgerReplay;
import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Total;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the forecasts of every past month again, each by what had been published by its day, and compares them with what
 * came (docs/figures.md#score).
 */
public final class ForecastReplay {

    private static final int MONTHS = 12;

    private final LedgerReplay replay;

    /** By the same rules as the pipeline's ledgers. */
    public ForecastReplay(LedgerReplay replay) {
        this.replay = replay;
    }

    /**
     * The score of all forecasts.
     *
     * @param statements of each brand, in any order
     * @param from first reference month, see {@link io.bellwether.domain.statement.Months}
     */
    public ForecastScore score(Map<String, ? extends List<Statement>> statements, int from) {
        SortedMap<LocalDate, List<BrandSummary>> days = new TreeMap<>();
        Map<String, BrandLedger> now = new HashMap<>();
        statements.forEach((brand, ofBrand) -> {
            replay.byDay(
                    brand,
                    LocalDate.MAX,
                    ofBrand::forEach,
                    (day, published, ledger) ->
                            days.computeIfAbsent(day, key -> new ArrayList<>()).add(ledger.summary()));
            now.put(brand, replay.fold(brand, Knowledge.ALL, ofBrand::forEach));
        });
        ForecastScore.Recorder recorder = new ForecastScore.Recorder(from);
        Market market = new Market();
        days.forEach((day, summaries) -> {
            summaries.forEach(market::put);
            MarketView view = market.view(day);
            market.summaries().forEach(summary -> observe(summary, view, recorder));
        });
        return recorder.against((brand, year) -> actual(now.get(brand), year));
    }

    private static void observe(BrandSummary summary, MarketView view, ForecastScore.Recorder recorder) {
        MarketView.Brand brand = view.brands().get(summary.brand());
        MetricSet metrics = summary.metrics();
        Integer month = metrics.month(Metric.REFERENCE_MONTH);
        Double runRateYear = metrics.number(Metric.PROJECTED_YEAR);
        if (brand == null || month == null || runRateYear == null) {
            return;
        }
        Forecast forecast = brand.forecast();
        Double year = forecast.year();
        if (year != null) {
            recorder.observe(new ForecastScore.Made(
                    summary.brand(),
                    month,
                    view.asOf(),
                    year,
                    forecast.low(),
                    forecast.high(),
                    forecast.targetProbability(),
                    metrics.value(Metric.TARGET) instanceof Long target ? target : null,
                    runRateYear));
        }
    }

    /** What a year came to; null where it is not over, or its sum is unknown or a lower bound. */
    private static @Nullable Long actual(@Nullable BrandLedger ledger, int year) {
        if (ledger == null) {
            return null;
        }
        int january = year * MONTHS;
        for (int month = january; month < january + MONTHS; month++) {
            if (!ledger.isClosed(month)) {
                return null;
            }
        }
        Total sum = ledger.yearToDate(null, january + MONTHS - 1);
        return sum == null || sum.isAtLeast() ? null : (Long) sum.units();
    }
}
