package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Taxonomy;
import io.bellwether.domain.statement.Total;
import org.jspecify.annotations.Nullable;

/** What is summed where nothing was said of the whole: a model, or a region. */
interface Part {

    /** Its figure of a month; null if unknown. */
    @Nullable
    Total total(int month);

    /** Whether it lies within another part, so that the two are not to be added. */
    boolean isWithin(Part other, Taxonomy taxonomy);

    /** Whether its figure of a month rests on a source that lists the best-selling only. */
    boolean countsPartialSource(int month, Taxonomy taxonomy);
}
