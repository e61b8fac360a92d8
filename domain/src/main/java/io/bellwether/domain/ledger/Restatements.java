package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Total;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the totals of a brand's months were as time passed: from the day on which a month first was closed and its total
 * known, what it was first said to be, and each other value since. A month of which only some days are stated has no first value yet.
 *
 * <p>For example 20,000 at least on 1 November, and 20,726 from 10 November on.
 */
public final class Restatements {

    /** Most revisions of one month, the first and the latest. */
    public static final int MAX_REVISIONS = 50;

    private final MonthSeries.SeriesSubject subject;
    private final Map<Integer, List<Revision>> byMonth = new HashMap<>();

    /**
     * A total and since when it was so.
     *
     * @param asOf the day from whose end on it held
     */
    public record Revision(LocalDate asOf, Total total) {}

    /** Of this subject, which must not be a region's alone. */
    public Restatements(MonthSeries.SeriesSubject subject) {
        this.subject = subject;
    }

    /**
     * Takes note of the totals at the end of a day.
     *
     * @param ledger with all that was published up to that day, and nothing later
     * @param months that may have a total
     */
    public void endOfDay(LocalDate day, BrandLedger ledger, Iterable<Integer> months) {
        for (int month : months) {
            Total total = ledger.total(subject.measure(), subject.model(), month);
            if (total != null && ledger.isClosed(month)) {
                add(byMonth.computeIfAbsent(month, key -> new ArrayList<>()), new Revision(day, total));
            }
        }
    }

    private static void add(List<Revision> revisions, Revision now) {
        if (!revisions.isEmpty() && revisions.get(revisions.size() - 1).total().equals(now.total())) {
            return;
        }
        if (revisions.size() == MAX_REVISIONS) {
            revisions.remove(1);
        }
        revisions.add(now);
    }

    /** The revisions of a month, oldest first; empty while it has none. */
    public List<Revision> of(int month) {
        return List.copyOf(byMonth.getOrDefault(month, List.of()));
    }
}
