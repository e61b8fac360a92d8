package io.bellwether.streams.domain;

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
public final class MarketWatch {

    private final Market market = new Market();
    private final Map<String, Supplier<List<Evidence>>> evidence = new HashMap<>();
    private final Map<String, Map<String, Model>> models = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private final Signals signals;
    private @Nullable LocalDate seenFrom;

    private record Model(MetricSet metrics, Supplier<List<Evidence>> evidence) {}

    /** A watch that has seen nothing yet. */
    public MarketWatch(Signals signals) {
        this.signals = signals;
    }

    /** Takes in a brand's newest standing, with the evidence for its metrics. */
    public void put(Standing standing, Supplier<List<Evidence>> evidenceOfMetrics) {
        market.put(standing);
        evidence.put(standing.brand(), evidenceOfMetrics);
        changed.add(standing.brand());
    }

    /** Takes in a model's newest metrics, with the evidence for them. */
    public void put(String brand, String model, MetricSet metrics, Supplier<List<Evidence>> evidenceOfMetrics) {
        models.computeIfAbsent(brand, name -> new TreeMap<>()).put(model, new Model(metrics, evidenceOfMetrics));
        changed.add(brand);
    }

    /**
     * Sees the market from the day of the newest event, or from {@code notBefore} if that is later.
     *
     * @param listener hears what becomes of alerts by it
     * @return the market as it looks now; null if neither it nor the day has changed since the last time
     */
    public @Nullable MarketView look(@Nullable LocalDate notBefore, AlertListener listener) {
        long newest = market.newestMicros();
        if (newest == Long.MIN_VALUE) {
            return null;
        }
        LocalDate asOf = LocalDate.ofEpochDay(Said.epochDay(newest));
        if (notBefore != null && notBefore.isAfter(asOf)) {
            asOf = notBefore;
        }
        if (changed.isEmpty() && asOf.equals(seenFrom)) {
            return null;
        }
        boolean anotherDay = !asOf.equals(seenFrom);
        seenFrom = asOf;
        MarketView view = market.view(asOf);
        evaluate(view, Math.max(newest, Said.startOfDay(asOf)), anotherDay, listener);
        changed.clear();
        return view;
    }

    private void evaluate(MarketView view, long marketMicros, boolean anotherDay, AlertListener listener) {
        for (Standing standing : market.standings()) {
            String brand = standing.brand();
            boolean isChanged = anotherDay || changed.contains(brand);
            Supplier<List<Evidence>> ofBrand = Objects.requireNonNull(evidence.get(brand));
            signals.evaluate(Subject.ofBrand(standing, view, marketMicros, ofBrand), isChanged, listener);
            if (changed.contains(brand)) {
                models.getOrDefault(brand, Map.of())
                        .forEach((name, model) -> signals.evaluate(
                                Subject.ofModel(standing, name, model.metrics, model.evidence, ofBrand),
                                true,
                                listener));
            }
            for (Standing.Technology own : standing.technologies()) {
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
