package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Total;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was said about one brand, as far as it counts: which statement of each identity holds, sums by cell
 * and month, and from them the metrics. The order in which statements are added, and how often, makes no difference.
 *
 * <p>Adding a statement costs the same whatever the ledger holds. Metrics are worked out when asked, from month totals
 * that are kept up to date by quarter.
 *
 * <p>Not safe for several threads.
 */
public final class BrandLedger {

    private static final int QUOTE_VALID_DAYS = 120;
    /** Statements on periods before 1900 are refused on the way in. */
    private static final int FIRST_MONTH = 1900 * 12;

    private final String brand;
    private final Totals totals = new Totals(null, null);
    private final Map<String, Totals> models = new TreeMap<>();
    private final BitSet statedMonths = new BitSet();
    private final Plants plants = new Plants();
    private final Map<Integer, Targets> targets = new HashMap<>();
    private final Map<String, Statement.Quote> quotes = new HashMap<>();
    private final Map<String, TechnologyRecord> technologies = new TreeMap<>();
    private final Map<String, String> sources = new HashMap<>();
    private Statement.@Nullable Quote newestQuote;
    private long newestMicros = Long.MIN_VALUE;

    private final Set<String> changedModels = new HashSet<>();
    private boolean changed;
    private boolean allModelsChanged;

    /** A ledger without statements. */
    public BrandLedger(String brand) {
        this.brand = brand;
    }

    /** The totals of the brand, or of one of its models, by measure; made when first written to. */
    static final class Totals {

        private static final MeasureTotals NOTHING = MeasureTotals.ofBrand();

        private final @Nullable Totals brand;
        private final @Nullable String model;
        private final @Nullable MeasureTotals[] byMeasure = new MeasureTotals[Measure.values().length];

        Totals(@Nullable Totals brand, @Nullable String model) {
            this.brand = brand;
            this.model = model;
        }

        MeasureTotals of(Measure measure) {
            MeasureTotals totals = byMeasure[measure.ordinal()];
            return totals == null ? NOTHING : totals;
        }

        MeasureTotals toWrite(Measure measure) {
            MeasureTotals totals = byMeasure[measure.ordinal()];
            if (totals == null) {
                totals = brand == null || model == null
                        ? MeasureTotals.ofBrand()
                        : brand.toWrite(measure).part(model);
                byMeasure[measure.ordinal()] = totals;
            }
            return totals;
        }
    }

    /**
     * Takes in a statement about this brand.
     *
     * @return what it did; for statements other than sales always {@link Outcome#APPLIED}
     */
    public Outcome add(Statement statement) {
        Outcome outcome = Outcome.APPLIED;
        Provenance provenance = statement.provenance();
        if (statement instanceof Statement.Sales sales) {
            outcome = addSales(sales);
        } else if (statement instanceof Statement.Capacity capacity) {
            plants.add(capacity);
        } else if (statement instanceof Statement.Target target) {
            targets.computeIfAbsent(Months.year(target.period().first()), year -> new Targets())
                    .add(provenance, target.units());
        } else if (statement instanceof Statement.Quote quote) {
            addQuote(quote);
        } else if (statement instanceof Statement.Milestone milestone) {
            technologies
                    .computeIfAbsent(milestone.technology(), technology -> new TechnologyRecord())
                    .add(milestone);
        }
        if (provenance.publishedAtMicros() > newestMicros) {
            // Months close, and quotes grow old, by the day.
            allModelsChanged |= provenance.epochDay() != Provenance.epochDay(newestMicros);
            newestMicros = provenance.publishedAtMicros();
        }
        changed |= outcome != Outcome.DUPLICATE;
        return outcome;
    }

    private Outcome addSales(Statement.Sales sales) {
        Totals subject = totals;
        String model = sales.model();
        if (model != null) {
            subject = models.get(model);
            if (subject == null) {
                subject = new Totals(totals, model);
                models.put(model, subject);
            }
            changedModels.add(model);
        }
        Provenance provenance = sales.provenance();
        String source = sources.computeIfAbsent(provenance.source(), name -> name);
        CurrentStatement held = new CurrentStatement(
                new Provenance(
                        provenance.id(), provenance.publishedAtMicros(), source, provenance.tier(), provenance.url()),
                sales.units(),
                sales.qualifier());
        String region = sales.region();
        LocalDate start = sales.periodStart();
        int month = Months.of(start);
        MeasureTotals measure = subject.toWrite(sales.measure());
        return switch (sales.granularity()) {
            case DAY -> measure.add(region, month, source, Granularity.DAY, start.getDayOfMonth() - 1, held);
            case WEEK -> {
                LocalDate thursday = start.with(DayOfWeek.THURSDAY);
                int week = (thursday.getDayOfMonth() - 1) / 7;
                yield measure.add(region, Months.of(thursday), source, Granularity.WEEK, week, held);
            }
            case MONTH -> {
                if (sales.measure() == Measure.DELIVERIES && !statedMonths.get(month - FIRST_MONTH)) {
                    statedMonths.set(month - FIRST_MONTH);
                    allModelsChanged = true;
                }
                yield measure.add(region, month, source, Granularity.MONTH, 0, held);
            }
            case SPAN -> Outcome.APPLIED;
            // A quarter of one region is kept with the statements but not used.
            case QUARTER -> region == null ? measure.addQuarter(Months.quarter(month), source, held) : Outcome.APPLIED;
        };
    }

    private void addQuote(Statement.Quote quote) {
        newestQuote = newer(newestQuote, quote);
        if (quote.model() != null) {
            quotes.merge(quote.model(), quote, BrandLedger::newer);
            changedModels.add(quote.model());
        }
    }

    private static Statement.Quote newer(Statement.@Nullable Quote held, Statement.Quote quote) {
        int order = held == null ? 1 : quote.provenance().compareTo(held.provenance());
        return held == null || order > 0 || (order == 0 && quote.weeks() > held.weeks()) ? quote : held;
    }

    /** The brand. */
    public String brand() {
        return brand;
    }

    /** Whether anything was said since the changes were last {@linkplain #clearChanges cleared}. */
    public boolean isChanged() {
        return changed;
    }

    /** The models whose metrics may have changed since the changes were last cleared, by name. */
    public Set<String> changedModels() {
        if (allModelsChanged) {
            return models.keySet();
        }
        Set<String> known = new TreeSet<>(changedModels);
        known.retainAll(models.keySet());
        return known;
    }

    /**
     * Whether anything was said of a model itself since the changes were last cleared. Where nothing was and its metrics
     * are the same, so is the evidence for them.
     */
    public boolean isTold(String model) {
        return changedModels.contains(model);
    }

    /** Starts a new account of changes. */
    public void clearChanges() {
        changed = false;
        allModelsChanged = false;
        changedModels.clear();
    }

    /** The models that sales statements name. */
    public Set<String> models() {
        return models.keySet();
    }

    /** Publication of the newest event, in microseconds. */
    public long newestMicros() {
        return newestMicros;
    }

    /**
     * Whether a month is complete: an event is dated after it, or a statement on deliveries of the whole month exists.
     */
    public boolean isClosed(int month) {
        return Months.of(newestDay()) > month || (month >= FIRST_MONTH && statedMonths.get(month - FIRST_MONTH));
    }

    private LocalDate newestDay() {
        return LocalDate.ofEpochDay(Provenance.epochDay(newestMicros));
    }

    /** The latest closed month with known deliveries; {@link Integer#MIN_VALUE} if there is none. */
    private int referenceMonth(Totals subject) {
        MeasureTotals deliveries = subject.of(Measure.DELIVERIES);
        for (int month = deliveries.end() - 1; month >= deliveries.start(); month--) {
            if (deliveries.total(month) != null && isClosed(month)) {
                return month;
            }
        }
        return Integer.MIN_VALUE;
    }

    /** The total of a measure in a month, of the brand or of one of its models; null if unknown. */
    public @Nullable Total total(Measure measure, @Nullable String model, int month) {
        Totals subject = model == null ? totals : models.get(model);
        return subject == null ? null : subject.of(measure).total(month);
    }

    /** Vehicles a month that the plants operating on a month's first day can build; null if unknown. */
    public @Nullable Long capacity(int month) {
        return plants.capacity(month);
    }

    /** The last month with a known total of a measure of the brand; null if there is none. */
    public @Nullable Integer lastMonth(Measure measure) {
        MeasureTotals ofMeasure = totals.of(measure);
        for (int month = ofMeasure.end() - 1; month >= ofMeasure.start(); month--) {
            if (ofMeasure.total(month) != null) {
                return month;
            }
        }
        return null;
    }

    /** The statements that such a total stands on. */
    Set<Provenance> supportingStatements(Measure measure, @Nullable String model, int month) {
        Set<Provenance> behind = new HashSet<>();
        Totals subject = model == null ? totals : models.get(model);
        if (subject != null) {
            subject.of(measure)
                    .explain(month, counted -> counted.statements().forEach(held -> behind.add(held.provenance())));
        }
        return behind;
    }

    /** The metrics of the brand. */
    public MetricSet metrics() {
        int reference = referenceMonth(totals);
        if (reference == Integer.MIN_VALUE) {
            return monthToDate(new MetricSet.Builder(), totals).build();
        }
        Figures figures = new Figures(totals, reference);
        MetricSet.Builder metrics = monthToDate(figures.compute(), totals);
        Targets ofYear = targets.get(Months.year(reference));
        if (ofYear != null) {
            putTarget(metrics, figures, ofYear);
        }
        Long capacity = plants.capacity(reference);
        if (capacity != null) {
            metrics.put(Metric.CAPACITY, capacity).put(Metric.CAPACITY_UTILISATION, figures.utilisation(capacity));
        }
        return putLeadTime(metrics, newestQuote).build();
    }

    /** The metrics of one of {@link #models}; target and capacity are the brand's alone. */
    public MetricSet modelMetrics(String model) {
        Totals subject = Objects.requireNonNull(models.get(model), model);
        int reference = referenceMonth(subject);
        if (reference == Integer.MIN_VALUE) {
            return monthToDate(new MetricSet.Builder(), subject).build();
        }
        MetricSet.Builder metrics = monthToDate(new Figures(subject, reference).compute(), subject);
        return putLeadTime(metrics, quotes.get(model)).build();
    }

    private MetricSet.Builder monthToDate(MetricSet.Builder metrics, Totals subject) {
        if (newestMicros == Long.MIN_VALUE) {
            return metrics;
        }
        int month = Months.of(newestDay());
        Total total = subject.of(Measure.DELIVERIES).total(month);
        return total == null || isClosed(month) ? metrics : metrics.put(Metric.MTD_DELIVERIES, total.units());
    }

    private static void putTarget(MetricSet.Builder metrics, Figures figures, Targets ofYear) {
        long target = ofYear.holding().getValue();
        metrics.put(Metric.TARGET, target)
                .put(Metric.TARGET_INITIAL, ofYear.initial().getValue())
                .put(Metric.TARGET_REVISIONS, ofYear.revisions())
                .put(Metric.TARGET_REACH_MONTH, figures.targetReachMonth(target));
        Double ytd = metrics.number(Metric.YTD_DELIVERIES);
        if (ytd != null && target > 0) {
            metrics.put(Metric.TARGET_ATTAINMENT, ytd / target);
        }
    }

    /** Puts the quoted wait, unless it is out of date on the day of the newest event, and the wait that holds. */
    private MetricSet.Builder putLeadTime(MetricSet.Builder metrics, Statement.@Nullable Quote quote) {
        if (quote != null
                && Provenance.epochDay(newestMicros) - quote.provenance().epochDay() <= QUOTE_VALID_DAYS) {
            metrics.put(Metric.LEAD_TIME_QUOTED_WEEKS, quote.weeks());
        }
        Double quoted = metrics.number(Metric.LEAD_TIME_QUOTED_WEEKS);
        return metrics.put(
                Metric.LEAD_TIME_WEEKS, quoted == null ? metrics.number(Metric.LEAD_TIME_IMPLIED_WEEKS) : quoted);
    }

    /** What the market needs to know of this brand. */
    public BrandSummary summary() {
        MetricSet metrics = metrics();
        List<BrandSummary.MonthTotal> months = new ArrayList<>();
        Integer reference = metrics.month(Metric.REFERENCE_MONTH);
        if (reference != null) {
            MeasureTotals deliveries = totals.of(Measure.DELIVERIES);
            for (int month = reference - 6; month < deliveries.end(); month++) {
                Total total = deliveries.total(month);
                if (total != null) {
                    months.add(new BrandSummary.MonthTotal(month, total));
                }
            }
        }
        List<BrandSummary.Technology> standings = new ArrayList<>();
        List<BrandSummary.Promise> promises = new ArrayList<>();
        technologies.forEach((technology, provenance) -> {
            standings.add(provenance.standing(technology));
            promises.addAll(provenance.promises());
        });
        return new BrandSummary(
                brand,
                newestMicros,
                metrics,
                months,
                0,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                standings,
                promises,
                List.of(),
                null);
    }

    /** The values that the brand's metrics were computed from, with the statements behind them. */
    public List<Evidence> evidence(MetricSet metrics, Evidence.Limit limit) {
        EvidenceCollector evidence = new EvidenceCollector(totals, metrics, limit);
        Integer reference = metrics.month(Metric.REFERENCE_MONTH);
        if (reference != null) {
            evidence.addCapacity(plants, reference);
            Targets ofYear = targets.get(Months.year(reference));
            if (ofYear != null) {
                evidence.addTarget(ofYear, Months.year(reference));
            }
            evidence.addQuote(newestQuote);
        }
        return evidence.collect(monthToDateOf(metrics));
    }

    /** The values that a model's metrics were computed from, with the statements behind them. */
    public List<Evidence> modelEvidence(String model, MetricSet metrics, Evidence.Limit limit) {
        Totals subject = Objects.requireNonNull(models.get(model), model);
        EvidenceCollector evidence = new EvidenceCollector(subject, metrics, limit);
        if (metrics.month(Metric.REFERENCE_MONTH) != null) {
            evidence.addQuote(quotes.get(model));
        }
        return evidence.collect(monthToDateOf(metrics));
    }

    private int monthToDateOf(MetricSet metrics) {
        return metrics.value(Metric.MTD_DELIVERIES) == null ? Integer.MIN_VALUE : Months.of(newestDay());
    }
}
