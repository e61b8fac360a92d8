package io.bellwether.streams.reference;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * docs/figures.md as a program: everything recomputed from the set of accepted events, slowly and in the order of the
 * text, so that it can be read against the contract. An independent second opinion on what the pipeline answers.
 * Sections are those of the contract: 1 events, 2 which statement counts, 3 metrics, 4 the market, 5 commitments, 6
 * point in time, 7 signals.
 */
public final class BatchReference {

    private BatchReference() {}

    /** An alert that is open after all events are processed. */
    public record OpenAlert(String rule, String subject, String severity) implements Comparable<OpenAlert> {
        @Override
        public int compareTo(OpenAlert other) {
            return Comparator.comparing(OpenAlert::rule)
                    .thenComparing(OpenAlert::subject, Statement::byCodePoints)
                    .thenComparing(OpenAlert::severity)
                    .compare(this, other);
        }
    }

    /**
     * The answers.
     *
     * @param brands brand -> metrics: exactly the names of docs/figures.md#metrics, null where unknown, else Long (vehicles), Integer
     *     (months, revisions), Double (ratios, rates, weeks, days) or String (YYYY-MM, days, names of qualifiers)
     * @param models brand/model -> metrics, the same names; the model in the spelling that is shown
     * @param market the shape of GET /api/v1/market; days as YYYY-MM-DD
     * @param commitments the shape of GET /api/v1/commitments, by brand, technology and stage
     * @param targets the shape of GET /api/v1/targets, by brand and period (code points)
     * @param openAlerts in order of rule and subject
     */
    public record Result(
            Map<String, Map<String, Object>> brands,
            Map<String, Map<String, Object>> models,
            Map<String, Object> market,
            List<Map<String, Object>> commitments,
            List<Map<String, Object>> targets,
            Set<OpenAlert> openAlerts) {}

    /** From when on a VOID retraction is known. */
    enum VoidKnown {
        /** "once the retraction is in the set, as of every day" */
        ALWAYS,
        /** For what a reader saw then: from its own day. */
        FROM_ITS_DAY
    }

    /**
     * What the contract says follows from these events.
     *
     * @param acceptedEvents SalesReport, CapacityReport and Announcement records; order and repetition do not matter
     * @param asOf point in time (docs/figures.md#point-in-time): later events are left out and D is this day; else D is the greatest
     *     published_at date
     */
    public static Result compute(Collection<? extends SpecificRecord> acceptedEvents, Optional<LocalDate> asOf) {
        return compute(acceptedEvents, asOf, Aliases.NONE);
    }

    /** The same, with a table of aliases. */
    public static Result compute(
            Collection<? extends SpecificRecord> acceptedEvents, Optional<LocalDate> asOf, Aliases aliases) {
        return compute(acceptedEvents, asOf, aliases, EnumSet.noneOf(Bug.class));
    }

    /** The same, with mistakes. */
    public static Result compute(
            Collection<? extends SpecificRecord> acceptedEvents,
            Optional<LocalDate> asOf,
            Aliases aliases,
            Set<Bug> planted) {
        return new Snapshot(acceptedEvents, asOf, VoidKnown.ALWAYS, aliases, planted).result();
    }

    /** What differs between two days, in the shape of GET /api/v1/changes (docs/figures.md#changes). */
    public static List<Map<String, Object>> changes(
            Collection<? extends SpecificRecord> acceptedEvents, LocalDate from, LocalDate to, Aliases aliases) {
        return changes(acceptedEvents, from, to, aliases, EnumSet.noneOf(Bug.class));
    }

    static List<Map<String, Object>> changes(
            Collection<? extends SpecificRecord> acceptedEvents,
            LocalDate from,
            LocalDate to,
            Aliases aliases,
            Set<Bug> planted) {
        VoidKnown known = planted.contains(Bug.CHANGES_KNOW_LATER_VOIDS) ? VoidKnown.ALWAYS : VoidKnown.FROM_ITS_DAY;
        Snapshot before = new Snapshot(acceptedEvents, Optional.of(from), known, aliases, planted);
        Snapshot after = new Snapshot(acceptedEvents, Optional.of(to), known, aliases, planted);
        return new ChangesReference(before, after).list();
    }
}
