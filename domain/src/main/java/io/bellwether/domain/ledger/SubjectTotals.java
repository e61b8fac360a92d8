package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Taxonomy;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The totals of a brand, or of one of its models, by measure; made when first written to. */
final class SubjectTotals {

    /** Statements on periods before 1900 are refused on the way in. */
    private static final int FIRST_MONTH = 1900 * 12;

    private static final MeasureTotals NOTHING = MeasureTotals.ofBrand(Taxonomy.EMPTY);

    private final Taxonomy taxonomy;
    private final @Nullable SubjectTotals brand;
    private final String key;
    private final @Nullable MeasureTotals[] byMeasure = new MeasureTotals[Measure.values().length];
    private final BitSet stated = new BitSet(0);

    private SubjectTotals(@Nullable SubjectTotals brand, String key, Taxonomy taxonomy) {
        this.brand = brand;
        this.key = key;
        this.taxonomy = taxonomy;
    }

    static SubjectTotals ofBrand(Taxonomy taxonomy) {
        return new SubjectTotals(null, "", taxonomy);
    }

    /** The totals of a model, which add to the brand's. */
    SubjectTotals ofModel(String modelKey) {
        return new SubjectTotals(this, modelKey, taxonomy);
    }

    MeasureTotals of(Measure measure) {
        MeasureTotals totals = byMeasure[measure.ordinal()];
        return totals == null ? NOTHING : totals;
    }

    MeasureTotals toWrite(Measure measure) {
        MeasureTotals totals = byMeasure[measure.ordinal()];
        if (totals == null) {
            totals = brand == null
                    ? MeasureTotals.ofBrand(taxonomy)
                    : brand.toWrite(measure).ofModel(key);
            byMeasure[measure.ordinal()] = totals;
        }
        return totals;
    }

    /**
     * Takes note that deliveries of a whole month were stated everywhere, which closes it.
     *
     * @return whether that is new
     */
    boolean state(int month) {
        boolean isNew = !stated.get(month - FIRST_MONTH);
        stated.set(month - FIRST_MONTH);
        return isNew;
    }

    /** Whether deliveries of a whole month were stated everywhere. */
    boolean isStated(int month) {
        return month >= FIRST_MONTH && stated.get(month - FIRST_MONTH);
    }
}
