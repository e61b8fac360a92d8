package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.TargetPeriod;
import io.bellwether.domain.statement.Taxonomy;
import io.bellwether.domain.statement.Total;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was said about one brand, as far as it counts: which statement of each identity holds, sums by cell
 * and month, and from them the metrics. The order in which statements are added, and how often, makes no difference.
 *
 * <p>Adding a statement costs the same whatever the ledger holds. Metrics are worked out when asked, from month totals
 * that are kept up to date by month.
 *
 * <p><b>Retractions.</b> A ledger keeps figures, not statements, so it cannot take back what it counted. It is the
 * caller that owns the statements:
 *
 * <ol>
 *   <li>{@link #add} of a retraction that is new answers {@link Outcome#REBUILD}, and {@link #needsRebuild} is true from
 *       then on. Figures are not to be read before step 2. Further statements may be added meanwhile.
 *   <li>The caller, once for a batch of events, calls {@link #rebuild} with all statements of the brand, the new ones
 *       and the retractions among them, in any order.
 *   <li>From then on the ledger knows these retractions: what they name is answered with {@link Outcome#RETRACTED} when
 *       it arrives later, and no rebuild is due for it.
 * </ol>
 *
 * <p>A ledger that is made with its {@link Retractions} from the beginning, as {@link LedgerReplay} does, never needs to
 * be rebuilt. A brand without retractions pays an empty map.
 *
 * <p>Not safe for several threads.
 */
public final class BrandLedger {

    private final String brand;
    private final Taxonomy taxonomy;
    private final Retractions retractions;
    private final LedgerChanges changes = new LedgerChanges();

    private SalesBook sales;
    private Plants plants = new Plants();
    private NavigableMap<TargetPeriod, Targets> targets = new TreeMap<>();
    private NavigableMap<String, TechnologyRecord> technologies = new TreeMap<>();
    private SubjectNews news = new SubjectNews();
    private Map<String, SubjectNews> newsOfModels = new HashMap<>(0);
    private EventTimes events = new EventTimes();
    private boolean needsRebuild;

    /** A ledger without statements, where the table of aliases says nothing and only the desk retracts. */
    public BrandLedger(String brand) {
        this(brand, Taxonomy.EMPTY, new Retractions(Retractions.DESK));
    }

    /**
     * A ledger without statements.
     *
     * @param retractions those known from the beginning; the ledger adds those that it is told of
     */
    public BrandLedger(String brand, Taxonomy taxonomy, Retractions retractions) {
        this.brand = brand;
        this.taxonomy = taxonomy;
        this.retractions = retractions;
        sales = new SalesBook(brand, taxonomy);
    }

    /** Takes in a statement about this brand. */
    public Outcome add(Statement statement) {
        if (statement instanceof Statement.Retraction retraction) {
            return addRetraction(retraction);
        }
        if (retractions.retracts(statement)) {
            changes.add();
            return Outcome.RETRACTED;
        }
        Outcome outcome = count(statement);
        date(statement.provenance());
        if (outcome != Outcome.DUPLICATE) {
            changes.add();
        }
        return outcome;
    }

    private Outcome addRetraction(Statement.Retraction retraction) {
        boolean isNew = retractions.add(retraction);
        needsRebuild |= isNew;
        date(retraction.provenance());
        changes.add();
        return isNew ? Outcome.REBUILD : Outcome.APPLIED;
    }

    private void date(Provenance provenance) {
        if (events.add(provenance.publishedAtMicros())) {
            // Months close, and quotes grow old, by the day.
            changes.addAllModels();
        }
    }

    private Outcome count(Statement statement) {
        if (statement instanceof Statement.Sales sold) {
            SalesBook.Added added = sales.add(sold);
            if (added.model() != null) {
                changes.addModel(added.model().key());
            }
            if (added.closes()) {
                changes.addAllModels();
            }
            return added.outcome();
        }
        if (statement instanceof Statement.Capacity capacity) {
            plants.add(capacity);
        } else if (statement instanceof Statement.Target target && !target.stretch()) {
            targets.computeIfAbsent(target.period(), period -> new Targets()).add(target);
        } else if (statement instanceof Statement.Milestone milestone) {
            technologies
                    .computeIfAbsent(milestone.technology(), technology -> new TechnologyRecord())
                    .add(milestone);
        } else if (statement instanceof Statement.Quote quote) {
            news.add(quote);
            ofModel(quote.model(), model -> model.add(quote));
        } else if (statement instanceof Statement.Launch launch) {
            news.add(launch);
            ofModel(launch.model(), model -> model.add(launch));
        } else if (statement instanceof Statement.SeriesBreak seriesBreak) {
            if (seriesBreak.model() == null) {
                news.add(seriesBreak);
                changes.addAllModels();
            } else {
                ofModel(seriesBreak.model(), model -> model.add(seriesBreak));
            }
        }
        return Outcome.APPLIED;
    }

    private void ofModel(@Nullable String model, Consumer<SubjectNews> action) {
        if (model != null) {
            String key = taxonomy.modelKey(brand, model);
            action.accept(newsOfModels.computeIfAbsent(key, name -> new SubjectNews()));
            changes.addModel(key);
        }
    }

    /** Whether a retraction was added that may take back what was counted. */
    public boolean needsRebuild() {
        return needsRebuild;
    }

    /**
     * Starts again from all statements of the brand, with the retractions known by now.
     *
     * @param statements hands each statement of the brand to the consumer, in any order
     */
    public void rebuild(Consumer<Consumer<Statement>> statements) {
        Set<String> before = new HashSet<>(sales.models().keySet());
        before.addAll(sales.removedNames());
        do {
            clear();
            statements.accept(this::add);
            // Once more if retractions came to light only now: then all of them are known.
        } while (needsRebuild);
        before.removeAll(sales.models().keySet());
        sales.removedNames().addAll(before);
        changes.add();
        changes.addAllModels();
    }

    private void clear() {
        sales = new SalesBook(brand, taxonomy);
        plants = new Plants();
        targets = new TreeMap<>();
        technologies = new TreeMap<>();
        news = new SubjectNews();
        newsOfModels = new HashMap<>(0);
        events = new EventTimes();
        needsRebuild = false;
    }

    /** The brand. */
    public String brand() {
        return brand;
    }

    /** The retractions known to it. */
    public Retractions retractions() {
        return retractions;
    }

    /** Whether anything was said since the changes were last {@linkplain #clearChanges cleared}. */
    public boolean isChanged() {
        return changes.isChanged();
    }

    /** The models whose metrics may have changed since the changes were last cleared, by name. */
    public Set<String> changedModels() {
        return changes.models(sales);
    }

    /**
     * Names under which models were shown before the changes were last cleared, and are no more: all that named the
     * model was retracted, or a lesser spelling is shown in its place.
     */
    public Set<String> removedModels() {
        return Set.copyOf(sales.removedNames());
    }

    /**
     * Whether anything was said of a model itself since the changes were last cleared. Where nothing was and its metrics
     * are the same, so is the evidence for them.
     */
    public boolean isTold(String model) {
        return changes.isTold(taxonomy.modelKey(brand, model));
    }

    /** Starts a new account of changes. */
    public void clearChanges() {
        changes.clear();
        sales.removedNames().clear();
    }

    /** The models that sales statements name, each under the least of its spellings by code point. */
    public Set<String> models() {
        return sales.models().keySet();
    }

    /** What all spellings of a model have in common, see {@link Taxonomy#modelKey}. */
    public String modelKey(String spelling) {
        return taxonomy.modelKey(brand, spelling);
    }

    /** The name under which a model is shown, by any of its spellings; null if no sales statement names it. */
    public @Nullable String modelName(String spelling) {
        SalesBook.Model model = sales.model(spelling);
        return model == null ? null : model.name();
    }

    /** Publication of the newest event that counts, in microseconds; {@link Long#MIN_VALUE} before the first. */
    public long newestMicros() {
        return events.newestMicros();
    }

    /** Whether no event counts. */
    public boolean isEmpty() {
        return events.isEmpty();
    }

    /** Whether a month is closed for the brand (docs/figures.md#closed-months). */
    public boolean isClosed(int month) {
        return ofBrand().isClosed(month);
    }

    /** The totals of the brand. */
    SubjectTotals totals() {
        return sales.totals();
    }

    private Subject ofBrand() {
        return new Subject(sales.totals(), sales.totals(), news, SubjectNews.NONE, events);
    }

    private Subject ofModel(String spelling) {
        SalesBook.Model model = Objects.requireNonNull(sales.model(spelling), spelling);
        SubjectNews own = newsOfModels.getOrDefault(model.key(), SubjectNews.NONE);
        return new Subject(model.totals(), sales.totals(), own, news, events);
    }

    private @Nullable MeasureTotals totals(Measure measure, @Nullable String model) {
        SalesBook.Model named = model == null ? null : sales.model(model);
        if (model != null && named == null) {
            return null;
        }
        return (named == null ? sales.totals() : named.totals()).of(measure);
    }

    /** The total of a measure in a month, of the brand or of one of its models; null if unknown. */
    public @Nullable Total total(Measure measure, @Nullable String model, int month) {
        MeasureTotals totals = totals(measure, model);
        return totals == null ? null : totals.total(month);
    }

    /** All known month totals of a measure, of the brand or of one of its models, oldest first. */
    public List<BrandSummary.MonthTotal> totalsOf(Measure measure, @Nullable String model) {
        List<BrandSummary.MonthTotal> known = new ArrayList<>();
        MeasureTotals totals = totals(measure, model);
        int end = totals == null ? Integer.MIN_VALUE : totals.lastBound();
        for (int month = totals == null ? 0 : totals.firstBound(); totals != null && month < end; month++) {
            Total total = totals.total(month);
            if (total != null) {
                known.add(new BrandSummary.MonthTotal(month, total));
            }
        }
        return known;
    }

    /**
     * Deliveries from January of a year to a month of it, as {@code ytd_deliveries} has them
     * (docs/figures.md#year-ytd); null if nothing of it is known.
     */
    public @Nullable Total yearToDate(@Nullable String model, int month) {
        Subject subject = model == null ? ofBrand() : ofModel(model);
        int january = Months.january(month);
        RunSum sum = subject.deliveries().sum(january, month, subject.gapsFrom());
        return sum == null ? null : sum.total();
    }

    /** Vehicles a month that the plants operating on a month's first day can build; null if unknown. */
    public @Nullable Long capacity(int month) {
        return plants.capacity(month);
    }

    /** The last month with a known total of a measure of the brand; null if there is none. */
    public @Nullable Integer lastMonth(Measure measure) {
        List<BrandSummary.MonthTotal> known = totalsOf(measure, null);
        return known.isEmpty() ? null : (Integer) known.get(known.size() - 1).month();
    }

    /** The statements that a total stands on; empty if it is unknown. */
    public Set<Provenance> supportingStatements(Measure measure, @Nullable String model, int month) {
        Set<Provenance> behind = new HashSet<>();
        MeasureTotals totals = totals(measure, model);
        if (totals != null) {
            totals.explain(month, counted -> counted.statements().forEach(held -> behind.add(held.provenance())));
        }
        return behind;
    }

    /** The metrics of the brand. */
    public MetricSet metrics() {
        Subject subject = ofBrand();
        return new SubjectMetrics(subject, new TotalsView(subject.totals())).ofBrand(plants, targets, sales::nameOf);
    }

    /** The metrics of one of {@link #models}; target, capacity and doubts are the brand's alone. */
    public MetricSet modelMetrics(String model) {
        Subject subject = ofModel(model);
        return new SubjectMetrics(subject, new TotalsView(subject.totals())).ofModel();
    }

    /** What the market needs to know of this brand. */
    public BrandSummary summary() {
        Subject subject = ofBrand();
        SubjectMetrics metrics = new SubjectMetrics(subject, new TotalsView(subject.totals()));
        Summary summary = new Summary(subject);
        List<BrandSummary.Technology> standings = new ArrayList<>();
        List<BrandSummary.Promise> promises = new ArrayList<>();
        technologies.forEach((technology, record) -> {
            standings.add(record.standing(technology));
            promises.addAll(record.promises());
        });
        return new BrandSummary(
                brand,
                events.newestMicros(),
                metrics.ofBrand(plants, targets, sales::nameOf),
                summary.deliveries(),
                summary.monthsKnown(),
                metrics.growthOverTwoMonths(),
                news.breaks(),
                new BrandYears(subject).compute(),
                summary.targets(targets),
                news.endedFrom(),
                standings,
                promises,
                List.of(),
                null);
    }

    /** The values that the brand's metrics were computed from, with the statements behind them. */
    public List<Evidence> evidence(MetricSet metrics, Evidence.Limit limit) {
        Subject subject = ofBrand();
        RecordingView view = new RecordingView(subject.totals());
        SubjectMetrics computed = new SubjectMetrics(subject, view);
        computed.ofBrand(plants, targets, sales::nameOf);
        computed.growthOverTwoMonths();
        return view.evidence(metrics, limit);
    }

    /** The values that a model's metrics were computed from, with the statements behind them. */
    public List<Evidence> modelEvidence(String model, MetricSet metrics, Evidence.Limit limit) {
        Subject subject = ofModel(model);
        RecordingView view = new RecordingView(subject.totals());
        new SubjectMetrics(subject, view).ofModel();
        return view.evidence(metrics, limit);
    }
}
