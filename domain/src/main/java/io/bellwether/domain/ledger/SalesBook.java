package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.CodePoints;
import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.SalesPeriod;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Taxonomy;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The sales statements of a brand, put where they count: by model, measure, region and month. */
final class SalesBook {

    private final String brand;
    private final Taxonomy taxonomy;
    private final SubjectTotals totals;
    private final NavigableMap<String, Model> byKey = new TreeMap<>();
    private final NavigableMap<String, Model> byName = new TreeMap<>();
    /** Every spelling met, so that each is folded once. */
    private final Map<String, Model> bySpelling = new HashMap<>();

    private final Map<String, String> sources = new HashMap<>();
    private final Set<String> removedNames = new HashSet<>();

    SalesBook(String brand, Taxonomy taxonomy) {
        this.brand = brand;
        this.taxonomy = taxonomy;
        totals = SubjectTotals.ofBrand(taxonomy);
    }

    /** A model that sales statements name. */
    static final class Model {

        private final String key;
        private final SubjectTotals totals;
        private String name;

        Model(String key, String name, SubjectTotals totals) {
            this.key = key;
            this.name = name;
            this.totals = totals;
        }

        /** What all spellings of it have in common. */
        String key() {
            return key;
        }

        /** The least of its spellings by code point. */
        String name() {
            return name;
        }

        SubjectTotals totals() {
            return totals;
        }
    }

    /**
     * What a statement did.
     *
     * @param model that it names; null where it is about the whole brand
     * @param closes whether it is the first to state deliveries of that whole month of the whole brand
     */
    record Added(Outcome outcome, @Nullable Model model, boolean closes) {}

    /** Takes a statement in. */
    Added add(Statement.Sales sales) {
        Model model = sales.model() == null ? null : toWrite(sales.model());
        SubjectTotals subject = model == null ? totals : model.totals;
        Provenance provenance = sales.provenance();
        String source = sources.computeIfAbsent(provenance.source(), name -> name);
        CurrentStatement held = new CurrentStatement(
                new Provenance(
                        provenance.id(), provenance.publishedAtMicros(), source, provenance.tier(), provenance.url()),
                sales.units(),
                sales.qualifier());
        boolean stated = sales.measure() == Measure.DELIVERIES
                && sales.granularity() == Granularity.MONTH
                && sales.region() == null
                && subject.state(sales.period().month());
        return new Added(put(sales, subject, held), model, stated && model == null);
    }

    private static Outcome put(Statement.Sales sales, SubjectTotals subject, CurrentStatement held) {
        SalesPeriod period = sales.period();
        MeasureTotals measure = subject.toWrite(sales.measure());
        CellSlot slot = CellSlot.of(period);
        if (slot != null) {
            return measure.add(sales.region(), period.month(), slot.granularity, slot.index, held);
        }
        boolean used = sales.region() == null && period.isWholeMonths() && sales.measure() != Measure.BACKLOG;
        // Others are kept with the statements, and listed, but no figure uses them.
        return used ? measure.addStretch(Months.of(period.start()), Months.of(period.end()), held) : Outcome.APPLIED;
    }

    /**
     * Where a statement stands in the cell of its month.
     *
     * @param index the week or day of the month from 0, of a SPAN that of its last day
     */
    record CellSlot(Granularity granularity, int index) {

        /** The slot of a period; null if it is no month, part of one from its first day on, week or day. */
        static @Nullable CellSlot of(SalesPeriod period) {
            LocalDate start = period.start();
            return switch (period.granularity()) {
                case DAY -> new CellSlot(Granularity.DAY, start.getDayOfMonth() - 1);
                case WEEK ->
                    new CellSlot(
                            Granularity.WEEK, (start.with(DayOfWeek.THURSDAY).getDayOfMonth() - 1) / 7);
                case MONTH -> new CellSlot(Granularity.MONTH, 0);
                case SPAN ->
                    start.getDayOfMonth() == 1 && Months.of(start) == Months.of(period.end())
                            ? new CellSlot(Granularity.SPAN, period.end().getDayOfMonth() - 1)
                            : null;
                case QUARTER -> null;
            };
        }
    }

    private Model toWrite(String spelling) {
        Model known = bySpelling.get(spelling);
        if (known != null) {
            return known;
        }
        String key = taxonomy.modelKey(brand, spelling);
        Model model = byKey.get(key);
        if (model == null) {
            model = new Model(key, spelling, totals.ofModel(key));
            byKey.put(key, model);
            byName.put(spelling, model);
            removedNames.remove(spelling);
        } else if (CodePoints.compare(spelling, model.name) < 0) {
            byName.remove(model.name);
            removedNames.add(model.name);
            model.name = spelling;
            byName.put(spelling, model);
            removedNames.remove(spelling);
        }
        bySpelling.put(spelling, model);
        return model;
    }

    SubjectTotals totals() {
        return totals;
    }

    /** The models by name. */
    NavigableMap<String, Model> models() {
        return byName;
    }

    /** A model by any spelling; null if sales statements name none such. */
    @Nullable
    Model model(String spelling) {
        Model known = bySpelling.get(spelling);
        return known == null ? byKey.get(taxonomy.modelKey(brand, spelling)) : known;
    }

    /** The name under which a model is shown, by its key. */
    String nameOf(String key) {
        Model model = byKey.get(key);
        return model == null ? key : model.name;
    }

    /** A model by its key; null if sales statements name none such. */
    @Nullable
    Model ofKey(String key) {
        return byKey.get(key);
    }

    /** Names under which models were shown and are no more; the account is the caller's to clear. */
    Set<String> removedNames() {
        return removedNames;
    }
}
