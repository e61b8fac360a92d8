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
 * Applies the rules to all brands and models. It keeps their newest figures; {@link #evaluate} computes the market as of a
 * day and applies the rules to every subject that may have changed, all from the same state. Not safe for several threads.
 */
public final class AlertEngine {

    /** A clock that is further behind than that was set right. */
    private static final int CLOCK_BEHIND_DAYS = 7;

    private final Market market = new Market();
    private final Map<String, Supplier<List<Evidence>>> evidence = new HashMap<>();
    private final Map<String, Map<String, Model>> models = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private final AlertBook alerts;
    private final Past past = new Past();
    /** What was restored may be open by rules that are no more, and everything is new at first. */
    private boolean everythingChanged = true;

    private boolean rulesChanged = true;
    /** What the market was seen from without a look at the alerts; nothing changed since. */
    private @Nullable LocalDate viewed;

    private record Model(MetricSet metrics, Supplier<List<Evidence>> evidence) {}

    /** An engine that has seen nothing yet. */
    public AlertEngine(AlertBook alerts) {
        this.alerts = alerts;
    }

    /** Takes in a brand's newest summary, with the evidence for its metrics. */
    public void put(BrandSummary summary, Supplier<List<Evidence>> evidenceOfMetrics) {
        BrandSummary before = market.summary(summary.brand());
        market.put(summary);
        past.changed(changedFrom(before, summary));
        evidence.put(summary.brand(), evidenceOfMetrics);
        changed(summary.brand());
    }

    /** A ledger that was restored knows what it has, but not since when: it may be anything. */
    private static @Nullable LocalDate changedFrom(@Nullable BrandSummary before, BrandSummary now) {
        if (before != null && before.statements() == now.statements() && now.statements() > 0) {
            return null; // the same once more
        }
        return now.changedFrom() == null ? Past.ALWAYS : now.changedFrom();
    }

    private void changed(String brand) {
        changed.add(brand);
        viewed = null;
    }

    /** Takes in a model's newest metrics, with the evidence for them. */
    public void put(String brand, String model, MetricSet metrics, Supplier<List<Evidence>> evidenceOfMetrics) {
        models.computeIfAbsent(brand, name -> new TreeMap<>()).put(model, new Model(metrics, evidenceOfMetrics));
        changed(brand);
    }

    /** Forgets a model, of which everything was taken back. */
    public void remove(String brand, String model) {
        models.getOrDefault(brand, new TreeMap<>()).remove(model);
        changed(brand);
    }

    /** Applies these rules from the next look on, to every subject. */
    public void use(List<Rule> rules, String version) {
        alerts.use(rules, version);
        rulesChanged = true;
        everythingChanged = true;
        past.rulesChanged();
    }

    /**
     * The day of the newest event, or {@code notBefore} if that is later; null before the first event. A day that the
     * clock reached stays reached while the clock is off, or a little behind: nothing ends because it went back.
     */
    public @Nullable LocalDate asOf(@Nullable LocalDate notBefore) {
        LocalDate newest = newestDay();
        if (newest == null) {
            return null;
        }
        LocalDate asOf = notBefore != null && notBefore.isAfter(newest) ? notBefore : newest;
        LocalDate reached = past.reachedByClock();
        boolean isCorrected =
                reached != null && notBefore != null && notBefore.isBefore(reached.minusDays(CLOCK_BEHIND_DAYS));
        return reached != null && reached.isAfter(asOf) && !isCorrected ? reached : asOf;
    }

    private @Nullable LocalDate newestDay() {
        long newest = market.newestMicros();
        return newest == Long.MIN_VALUE ? null : LocalDate.ofEpochDay(Provenance.epochDay(newest));
    }

    /**
     * Sees the market as {@link #evaluate} does, without a look at the alerts: what changed is still to be looked at.
     *
     * @return null if nothing has changed since it was last seen so
     */
    public @Nullable MarketView view(@Nullable LocalDate notBefore) {
        LocalDate asOf = asOf(notBefore);
        if (asOf == null || asOf.equals(viewed)) {
            return null;
        }
        viewed = asOf;
        return market.view(asOf);
    }

    /**
     * Sees the market from the day of the newest event, or from {@code notBefore} if that is later.
     *
     * @param listener hears what becomes of alerts by it
     * @return the market as it looks now; null if neither it nor the day nor the rules have changed since the last time
     */
    public @Nullable MarketView evaluate(@Nullable LocalDate notBefore, AlertListener listener) {
        LocalDate newestDay = newestDay();
        LocalDate asOf = asOf(notBefore);
        if (newestDay == null || asOf == null) {
            return null;
        }
        long newest = market.newestMicros();
        boolean anotherDay = !asOf.equals(past.seenFrom());
        if (changed.isEmpty() && !everythingChanged && !anotherDay) {
            return null;
        }
        past.see(asOf, asOf.equals(newestDay), alerts);
        viewed = asOf;
        MarketView view = market.view(asOf);
        long marketMicros = Math.max(newest, Provenance.startOfDay(asOf));
        if (rulesChanged) {
            alerts.withdraw(marketMicros, listener);
        }
        News news = alerts.news(market.retractions(), asOf, marketMicros);
        evaluate(view, news, anotherDay, listener);
        alerts.vanish(subject -> exists(subject, view), news, listener);
        changed.clear();
        rulesChanged = false;
        everythingChanged = false;
        return view;
    }

    /** An alert's key under the name that its rule has now. */
    public AlertKey keyNow(AlertKey key) {
        return alerts.keyNow(key);
    }

    /** What is known of the days before the present one, from which the beginnings of alerts follow. */
    public Past past() {
        return past;
    }

    /**
     * Goes by these days from the next look on, for they were worked out from the statements as they were published.
     *
     * @param days the days before {@code before}
     * @param before the day that the market is seen from next
     */
    public void adopt(OpenDays days, LocalDate before) {
        alerts.adopt(days);
        past.adopted(before);
        everythingChanged = true;
    }

    /** Nothing was kept of the past: unless nothing was ever taken in, it is to be worked out anew. */
    public void forgetPast() {
        if (newestDay() != null) {
            past.changed(Past.ALWAYS);
        }
    }

    /** Goes on from what was kept of the past, after summaries and alerts were put back. */
    public void restorePast(Past.State state, OpenDays.State days) {
        alerts.adopt(new OpenDays(days));
        past.restore(state);
    }

    /** The days before the present one, as they are known here. */
    public OpenDays openDays() {
        return alerts.openDays();
    }

    private void evaluate(MarketView view, News news, boolean anotherDay, AlertListener listener) {
        for (BrandSummary summary : market.summaries()) {
            String brand = summary.brand();
            boolean isNew = everythingChanged || anotherDay || changed.contains(brand);
            Supplier<List<Evidence>> ofBrand = Objects.requireNonNull(evidence.get(brand));
            alerts.evaluate(BrandFacts.subject(summary, view, news.marketMicros(), ofBrand), isNew, news, listener);
            if (isNew) {
                evaluateModels(summary, ofBrand, news, listener);
            }
            for (BrandSummary.Technology own : summary.technologies()) {
                Subject subject =
                        ContenderFacts.subject(new ContenderFacts(summary, own, view, market), news.marketMicros());
                alerts.evaluate(subject, true, news, listener);
            }
        }
        view.technologies().forEach((technology, race) -> {
            Subject subject = TechnologyFacts.subject(
                    new TechnologyFacts(technology, race, view.asOf(), market), news.marketMicros());
            alerts.evaluate(subject, true, news, listener);
        });
        for (MarketView.Commitment commitment : view.commitments()) {
            alerts.evaluate(CommitmentFacts.subject(commitment, view, news.marketMicros()), true, news, listener);
        }
        for (MarketView.Target target : view.targets()) {
            Supplier<List<Evidence>> ofBrand = Objects.requireNonNull(evidence.get(target.brand()));
            alerts.evaluate(TargetFacts.subject(target, view, news.marketMicros(), ofBrand), true, news, listener);
        }
    }

    private void evaluateModels(
            BrandSummary summary, Supplier<List<Evidence>> ofBrand, News news, AlertListener listener) {
        models.getOrDefault(summary.brand(), Map.of()).forEach((name, model) -> {
            ModelFacts facts = new ModelFacts(summary, name, model.metrics, news.asOf());
            alerts.evaluate(
                    ModelFacts.subject(facts, news.marketMicros(), model.evidence, ofBrand), true, news, listener);
        });
    }

    /** Whether there still is such a subject. */
    private boolean exists(SubjectId subject, MarketView view) {
        String brand = subject.brand();
        BrandSummary summary = brand == null ? null : market.summary(brand);
        return switch (subject.scope()) {
            case BRAND -> summary != null;
            case MODEL -> brand != null && models.getOrDefault(brand, Map.of()).containsKey(subject.model());
            case TECHNOLOGY -> view.technologies().containsKey(subject.name());
            case BRAND_TECHNOLOGY ->
                summary != null
                        && summary.technologies().stream()
                                .anyMatch(own -> own.technology().equals(subject.technology()));
            case COMMITMENT ->
                summary != null
                        && summary.promises().stream()
                                .anyMatch(promise -> CommitmentFacts.name(summary.brand(), promise)
                                        .equals(subject.name()));
            case TARGET ->
                summary != null
                        && summary.targets().stream()
                                .anyMatch(target -> TargetFacts.name(summary.brand(), target)
                                        .equals(subject.name()));
        };
    }
}
