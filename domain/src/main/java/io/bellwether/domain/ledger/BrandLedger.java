package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Taxonomy;
import io.bellwether.domain.statement.Total;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    private final BrandYears years = new BrandYears();
    private BrandBooks books;
    private boolean needsRebuild;
    /** Events taken in, each once. */
    private long statements;
    /** What the metrics worked out last were computed from, until it is asked for as their evidence. */
    private @Nullable RecordingView recorded;

    /** A ledger without statements, where the table of aliases says nothing and only the desk retracts. */
    public BrandLedger(String brand) {
        this(brand, Taxonomy.EMPTY, new Retractions(Retractions.DESK));
    }

    /**
     * A ledger without statements.
     *
     * @param retractions those known from the beginning; the ledger adds those that are added to it
     */
    public BrandLedger(String brand, Taxonomy taxonomy, Retractions retractions) {
        this.brand = brand;
        this.taxonomy = taxonomy;
        this.retractions = retractions;
        books = new BrandBooks(brand, taxonomy);
    }

    /** Takes in a statement about this brand. */
    public Outcome add(Statement statement) {
        Outcome outcome = put(statement);
        statements += outcome == Outcome.DUPLICATE ? 0 : 1;
        if (outcome == Outcome.REBUILD) {
            changes.addRetraction((Statement.Retraction) statement);
        } else if (outcome != Outcome.DUPLICATE) {
            changes.add(statement.provenance());
        }
        return outcome;
    }

    private Outcome put(Statement statement) {
        recorded = null;
        if (statement instanceof Statement.Retraction retraction) {
            boolean isNew = retractions.add(retraction);
            needsRebuild |= isNew;
            date(retraction.provenance());
            return isNew ? Outcome.REBUILD : Outcome.APPLIED;
        }
        Statement.Retraction retraction = retractions.of(statement);
        if (retraction != null) {
            books.takenBack().add(statement, retraction);
            changes.addRetracted(statement.provenance());
            return Outcome.RETRACTED;
        }
        Outcome outcome = books.count(statement, changes);
        date(statement.provenance());
        return outcome;
    }

    private void date(Provenance provenance) {
        if (books.events().add(provenance.publishedAtMicros())) {
            // Months close, and quotes grow old, by the day.
            changes.addAllModels();
        }
    }

    /** Whether a retraction was added that may take back what was counted. */
    public boolean needsRebuild() {
        return needsRebuild;
    }

    /**
     * Starts again from all statements of the brand, with the retractions known by now.
     *
     * @param statements hands each statement of the brand to the consumer, in any order; called twice if there are
     *     retractions among them that were not known
     */
    public void rebuild(Consumer<Consumer<Statement>> statements) {
        Set<String> before = new HashSet<>(models());
        before.addAll(books.sales().removedNames());
        do {
            books = new BrandBooks(brand, taxonomy);
            needsRebuild = false;
            statements.accept(this::put);
        } while (needsRebuild);
        before.removeAll(models());
        books.sales().removedNames().addAll(before);
        changes.rebuilt();
    }

    /**
     * Excludes what the ledger holds by now from {@link BrandSummary#changedFrom}: it was taken in before a restart, and
     * the readers of summaries know of it.
     */
    public void restored() {
        changes.forgetSince();
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
        return changes.models(books.sales());
    }

    /**
     * Names under which models were shown before the changes were last cleared, and are no more: all that named the
     * model was retracted, or a lesser spelling is shown in its place.
     */
    public Set<String> removedModels() {
        return Set.copyOf(books.sales().removedNames());
    }

    /**
     * Whether anything was said of a model itself since the changes were last cleared. Where nothing was and its metrics
     * are the same, so is the evidence for them.
     */
    public boolean hasNewStatements(String model) {
        return changes.hasNewStatements(modelKey(model));
    }

    /** Starts a new account of changes. */
    public void clearChanges() {
        changes.clear();
        books.sales().removedNames().clear();
    }

    /** The models that sales statements name, each under the least of its spellings by code point. */
    public Set<String> models() {
        return books.sales().models().keySet();
    }

    /** What all spellings of a model have in common, see {@link Taxonomy#modelKey}. */
    public String modelKey(String spelling) {
        return taxonomy.modelKey(brand, spelling);
    }

    /** The name under which a model is shown, by any of its spellings; null if no sales statement names it. */
    public @Nullable String modelName(String spelling) {
        SalesBook.Model model = books.sales().model(spelling);
        return model == null ? null : model.name();
    }

    /** Publication of the newest event that counts, in microseconds; {@link Long#MIN_VALUE} before the first. */
    public long newestMicros() {
        return books.events().newestMicros();
    }

    /** Whether no event counts. */
    public boolean isEmpty() {
        return books.events().isEmpty();
    }

    /** Whether a month is closed for the brand (docs/figures.md#closed-months). */
    public boolean isClosed(int month) {
        return books.ofBrand().isClosed(month);
    }

    /** The total of a measure in a month, of the brand or of one of its models; null if unknown. */
    public @Nullable Total total(Measure measure, @Nullable String model, int month) {
        MeasureTotals totals = books.totals(measure, model);
        return totals == null ? null : totals.total(month);
    }

    /** All known month totals of a measure, of the brand or of one of its models, oldest first. */
    public List<BrandSummary.MonthTotal> totalsOf(Measure measure, @Nullable String model) {
        MeasureTotals totals = books.totals(measure, model);
        return totals == null ? List.of() : totals.known(Integer.MIN_VALUE);
    }

    /**
     * Deliveries from January of a year to a month of it, as {@code ytd_deliveries} has them
     * (docs/figures.md#year-ytd); null if nothing of it is known.
     */
    public @Nullable Total yearToDate(@Nullable String model, int month) {
        SubjectBooks subject = model == null ? books.ofBrand() : books.ofModel(model);
        RunSum sum = subject.deliveries().sum(Months.january(month), month, subject.gapsFrom());
        return sum == null ? null : sum.total();
    }

    /** Vehicles a month that the plants operating on a month's first day can build; null if unknown. */
    public @Nullable Long capacity(int month) {
        return books.plants().capacity(month);
    }

    /** The last month with a known total of a measure of the brand; null if there is none. */
    public @Nullable Integer lastMonth(Measure measure) {
        List<BrandSummary.MonthTotal> known = totalsOf(measure, null);
        return known.isEmpty() ? null : (Integer) known.get(known.size() - 1).month();
    }

    /** The statements that a total stands on; empty if it is unknown. */
    public Set<Provenance> supportingStatements(Measure measure, @Nullable String model, int month) {
        Set<Provenance> behind = new HashSet<>();
        MeasureTotals totals = books.totals(measure, model);
        if (totals != null) {
            totals.explain(month, counted -> counted.statements().forEach(held -> behind.add(held.provenance())));
        }
        return behind;
    }

    /** The totals of the brand. */
    SubjectTotals totals() {
        return books.sales().totals();
    }

    /** The metrics of the brand. */
    public MetricSet metrics() {
        return new SubjectMetrics(books.ofBrand(), new TotalsView(totals())).ofBrand(books);
    }

    /** The metrics of one of {@link #models}; target, capacity and doubts are the brand's alone. */
    public MetricSet modelMetrics(String model) {
        SubjectBooks subject = books.ofModel(model);
        RecordingView view = new RecordingView(subject.totals());
        MetricSet metrics = new SubjectMetrics(subject, view).ofModel();
        recorded = view;
        return metrics;
    }

    /** What the market needs to know of this brand. */
    public BrandSummary summary() {
        RecordingView view = new RecordingView(totals());
        BrandSummary summary = summary(view);
        recorded = view;
        return summary;
    }

    private BrandSummary summary(TotalsView view) {
        return new Summary(brand, books, view).of(years.of(books.ofBrand()), changes.since(), statements);
    }

    /** The values that the brand's metrics were computed from, with the statements behind them. */
    public List<Evidence> evidence(MetricSet metrics, Evidence.Limit limit) {
        RecordingView view = takeRecorded(totals());
        if (view == null) {
            view = new RecordingView(totals());
            summary(view);
        }
        return view.evidence(metrics, limit);
    }

    /** The values that a model's metrics were computed from, with the statements behind them. */
    public List<Evidence> modelEvidence(String model, MetricSet metrics, Evidence.Limit limit) {
        SubjectBooks subject = books.ofModel(model);
        RecordingView view = takeRecorded(subject.totals());
        if (view == null) {
            view = new RecordingView(subject.totals());
            new SubjectMetrics(subject, view).ofModel();
        }
        return view.evidence(metrics, limit);
    }

    private @Nullable RecordingView takeRecorded(SubjectTotals subject) {
        RecordingView last = recorded;
        recorded = null;
        return last != null && last.isOf(subject) ? last : null;
    }
}
