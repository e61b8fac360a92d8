package io.bellwether.streams.reference;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * semantics.md as a program: everything recomputed from the set of accepted events, slowly and in the order of the
 * text, so that it can be read against the contract. An independent second opinion on what the pipeline answers.
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
     * @param brands brand -> metrics: exactly the names of section 3, null where unknown, else Long (vehicles), Integer
     *     (months, revisions), Double (ratios, rates, weeks) or String (YYYY-MM, names of qualifiers)
     * @param models brand/model -> metrics, the same names
     * @param market the shape of GET /api/v1/market; days as YYYY-MM-DD
     * @param commitments the shape of GET /api/v1/commitments, by brand, technology and stage
     * @param openAlerts in order of rule and subject
     */
    public record Result(
            Map<String, Map<String, Object>> brands,
            Map<String, Map<String, Object>> models,
            Map<String, Object> market,
            List<Map<String, Object>> commitments,
            Set<OpenAlert> openAlerts) {}

    /**
     * What the contract says follows from these events.
     *
     * @param acceptedEvents SalesReport, CapacityReport and Announcement records; order and repetition do not matter
     * @param asOf point in time (section 6): later events are left out and D is this day; else D is the greatest
     *     published_at date
     */
    public static Result compute(Collection<SpecificRecord> acceptedEvents, Optional<LocalDate> asOf) {
        return compute(acceptedEvents, asOf, EnumSet.noneOf(Bug.class));
    }

    /** The same, with mistakes. */
    public static Result compute(
            Collection<SpecificRecord> acceptedEvents, Optional<LocalDate> asOf, Set<Bug> planted) {
        Set<Bug> bugs = planted.isEmpty() ? EnumSet.noneOf(Bug.class) : EnumSet.copyOf(planted);

        // Preamble and section 1: a function of the set of events; event_id is unique
        Map<String, Statement<Object>> byId = new LinkedHashMap<>();
        acceptedEvents.forEach(event -> byId.put(Statement.of(event).eventId(), Statement.of(event)));

        // Section 6: only the events published on or before that day
        List<Statement<Object>> events = byId.values().stream()
                .filter(e -> asOf.isEmpty()
                        || bugs.contains(Bug.LOOK_AHEAD)
                        || !e.date().isAfter(asOf.get()))
                .toList();

        // Section 4: the as-of day D
        LocalDate d = asOf.or(() -> events.stream().map(Statement::date).max(Comparator.naturalOrder()))
                .orElse(null);

        NavigableMap<String, BrandReference> references = new TreeMap<>(Statement::byCodePoints);
        events.stream()
                .collect(Collectors.groupingBy(Statement::brand))
                .forEach((brand, ofBrand) -> references.put(brand, new BrandReference(ofBrand, bugs)));
        NavigableMap<String, Map<String, Object>> brands = new TreeMap<>(Statement::byCodePoints);
        NavigableMap<String, Map<String, Object>> models = new TreeMap<>(Statement::byCodePoints);
        references.forEach((brand, reference) -> {
            brands.put(brand, reference.metrics(null));
            reference.models().forEach(model -> models.put(brand + "/" + model, reference.metrics(model)));
        });
        Map<String, Object> market = new MarketReference(d, references, events, bugs).view();
        List<Map<String, Object>> commitments = new CommitmentsReference(d, events, bugs).list();
        Set<OpenAlert> open = new RulesReference(d, bugs).apply(brands, models, market, commitments);
        return new Result(brands, models, market, commitments, open);
    }
}
