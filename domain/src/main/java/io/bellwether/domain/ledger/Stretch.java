package io.bellwether.domain.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all sources said of one run of two or more whole months, everywhere. */
final class Stretch {

    private final int first;
    private final int last;
    private final Map<String, CurrentStatement> sources = new HashMap<>(2);
    private @Nullable Counted counted;
    private @Nullable Window window;

    Stretch(int first, int last) {
        this.first = first;
        this.last = last;
    }

    Outcome add(CurrentStatement statement) {
        String source = statement.provenance().source();
        Outcome outcome = statement.outcomeOn(sources.get(source));
        if (outcome == Outcome.APPLIED) {
            sources.put(source, statement);
            counted = null;
            window = null;
        }
        return outcome;
    }

    /** The statement that counts, chosen as in a cell. A stretch is never empty. */
    Counted counted() {
        Counted known = counted;
        if (known == null) {
            List<Counted> all = new ArrayList<>(sources.size());
            sources.values().forEach(statement -> all.add(Counted.of(statement)));
            known = Counted.choose(all);
            counted = known;
        }
        return known;
    }

    /** The window that it opens; null unless what counts is exact. */
    @Nullable
    Window window() {
        Counted counts = counted();
        if (window == null && counts.total().isExact()) {
            window = new Window(first, last, counts.total().units(), counts.tier(), counts.newest());
        }
        return window;
    }
}
