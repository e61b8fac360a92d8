package io.bellwether.domain.alert;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.market.Market;
import io.bellwether.domain.market.MarketView;
import io.bellwether.domain.statement.Provenance;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps watch over all brands and models: takes in their newest figures, and, once asked, sees the market from a day and
 * applies the rules to every subject that may have changed, all from the same state. Not safe for several threads.
 */
public final class AlertEngine {

    private final Market market = new Market();
    private final Map<String, Supplier<List<Evidence>>> evidence = new HashMap<>();
    private final Map<String, Map<String, Model>> models = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private final AlertBook signals;
    private @Nullable LocalDate seenFrom;
    /** What was restored may stand by rules that are no more. */
    private boolean rulesChanged = true;

    private record Model(MetricSet metrics, Supplier<List<Evidence>> evidence) {}

    /** A watch that has seen nothing yet. */
    public AlertEngine(AlertBook signals) {
        this.signals = signals;
    }

    /** Takes in a brand's newest standing, with the evidence for its metrics. */
    public void put(BrandSummary standing, Supplier<List<Evidence>> evidenceOfMetrics) {
        market.put(standing);
        evidence.put(standing.brand(), evidenceOfMetrics);
        changed.add(standing.brand());
    }

    /** Takes in a model's newest metrics, with the evidence for them. */
    public void put(String brand, String model, MetricSet metrics, Supplier<List<Evidence>> evidenceOfMetrics) {
        models.computeIfAbsent(brand, name -> new TreeMap<>()).put(model, new Model(metrics, evidenceOfMetrics));
        changed.add(brand);
    }

    /** Applies these rules from the next look on, to every subject. */
    public void use(List<Rule> rules, String version) {
        signals.use(rules, version);
        rulesChanged = true;
    }

    /**
     * Sees the market from the day of the newest event, or from {@code notBefore} if that is later.
     *
     * @param listener hears what becomes of alerts by it
     * @return the market as it looks now; null if neither it nor the day nor the rules have changed since the last time
     */
    public @Nullable MarketView evaluate(@Nullable LocalDate notBefore, AlertListener listener) {
        long newest = market.newestMicros();
        if (newest == Long.MIN_VALUE) {
            return null;
        }
        LocalDate asOf = LocalDate.ofEpochDay(Provenance.epochDay(newest));
        if (notBefore != null && notBefore.isAfter(asOf)) {
            asOf = notBefore;
        }
        if (changed.isEmpty() && !rulesChanged && asOf.equals(seenFrom)) {
            return null;
        }
        boolean anotherDay = !asOf.equals(seenFrom);
        seenFrom = asOf;
        MarketView view = market.view(asOf);
        long marketMicros = Math.max(newest, Provenance.startOfDay(asOf));
        evaluate(view, marketMicros, anotherDay, listener);
        if (rulesChanged) {
            signals.withdraw(marketMicros, listener);
        }
        changed.clear();
        rulesChanged = false;
        return view;
    }

    private void evaluate(MarketView view, long marketMicros, boolean anotherDay, AlertListener listener) {
        for (BrandSummary standing : market.standings()) {
            String brand = standing.brand();
            boolean news = rulesChanged || changed.contains(brand);
            Supplier<List<Evidence>> ofBrand = Objects.requireNonNull(evidence.get(brand));
            signals.evaluate(Subject.ofBrand(standing, view, marketMicros, ofBrand), anotherDay || news, listener);
            if (news) {
                models.getOrDefault(brand, Map.of())
                        .forEach((name, model) -> signals.evaluate(
                                Subject.ofModel(standing, name, model.metrics, model.evidence, ofBrand),
                                true,
                                listener));
            }
            for (BrandSummary.Technology own : standing.technologies()) {
                signals.evaluate(Subject.ofContender(standing, own, view, marketMicros, market), true, listener);
            }
        }
        view.technologies()
                .forEach((technology, race) -> signals.evaluate(
                        Subject.ofTechnology(technology, race, view, marketMicros, market), true, listener));
        for (MarketView.Commitment commitment : view.commitments()) {
            signals.evaluate(Subject.ofCommitment(commitment, view, marketMicros), true, listener);
        }
    }
}
