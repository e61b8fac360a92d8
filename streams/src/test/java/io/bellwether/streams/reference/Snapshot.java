package io.bellwether.streams.reference;

import io.bellwether.schemas.avro.Retraction;
import io.bellwether.schemas.avro.RetractionKind;
import io.bellwether.streams.reference.BatchReference.OpenAlert;
import io.bellwether.streams.reference.BatchReference.Result;
import io.bellwether.streams.reference.BatchReference.VoidKnown;
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

/** What is known on a day: the events that count then, and all that follows from them. */
final class Snapshot {

    /** "its source is that of the event or desk" */
    private static final String DESK = "desk";

    private final Optional<LocalDate> asOf;
    private final Set<Bug> bugs;
    private final VoidKnown voidKnown;
    private final Collection<Statement<Object>> all;
    private final List<Statement<Object>> events;
    private final LocalDate d;
    private final NavigableMap<String, BrandReference> brands = new TreeMap<>(Statement::byCodePoints);

    Snapshot(
            Collection<? extends SpecificRecord> acceptedEvents,
            Optional<LocalDate> asOf,
            VoidKnown voidKnown,
            Aliases aliases,
            Set<Bug> planted) {
        this.asOf = asOf;
        this.bugs = planted.isEmpty() ? EnumSet.noneOf(Bug.class) : EnumSet.copyOf(planted);
        this.voidKnown = voidKnown;

        // docs/figures.md#statements: a function of the set of events; event_id is unique
        Map<String, Statement<Object>> byId = new LinkedHashMap<>();
        acceptedEvents.stream()
                .map(event -> Statement.of(event, aliases, bugs))
                .forEach(event -> byId.put(event.eventId(), event));
        this.all = byId.values();

        // docs/figures.md#point-in-time: only the events published on or before that day; #retractions: without those
        // that are retracted
        List<Statement<Retraction>> known = Statement.saying(Retraction.class, all).stream()
                .filter(this::isKnown)
                .toList();
        // "Retractions cannot be retracted"
        List<Statement<Retraction>> retractions = known.stream()
                .filter(r -> !bugs.contains(Bug.RETRACTIONS_RETRACTED)
                        || known.stream().noneMatch(other -> takesBack(other, r)))
                .toList();
        this.events = all.stream()
                .filter(e -> isPublished(e) || bugs.contains(Bug.LOOK_AHEAD))
                .filter(e -> retractions.stream().noneMatch(r -> takesBack(r, e)))
                .toList();

        // docs/figures.md#as-of-day
        Collection<Statement<Object>> dated = bugs.contains(Bug.RETRACTED_EVENTS_DATE_D) ? all : events;
        this.d = asOf.or(() -> dated.stream().map(Statement::date).max(Comparator.naturalOrder()))
                .orElse(null);

        events.stream()
                .collect(Collectors.groupingBy(Statement::brand))
                .forEach((brand, ofBrand) -> brands.put(brand, new BrandReference(ofBrand, aliases, bugs)));
    }

    private boolean isPublished(Statement<?> event) {
        return asOf.isEmpty() || !event.date().isAfter(asOf.get());
    }

    /** "events and WITHDRAWN retractions published by then, and VOID ones whenever published" */
    private boolean isKnown(Statement<Retraction> retraction) {
        boolean isVoid = retraction.said().getKind() == RetractionKind.VOID;
        if (bugs.contains(Bug.WITHDRAWN_FROM_THE_BEGINNING)) {
            return true;
        }
        boolean always = isVoid && voidKnown == VoidKnown.ALWAYS && !bugs.contains(Bug.VOID_FROM_ITS_DAY_ONLY);
        return always || isPublished(retraction);
    }

    /** "the event that it names (of the same brand)"; "One has effect only if its source is that of the event or desk" */
    private boolean takesBack(Statement<Retraction> retraction, Statement<?> event) {
        boolean ofTheBrand = retraction.brand().equals(event.brand()) || bugs.contains(Bug.RETRACTED_ACROSS_BRANDS);
        boolean mayBeRetracted = !(event.said() instanceof Retraction) || bugs.contains(Bug.RETRACTIONS_RETRACTED);
        boolean entitled = retraction.source().equals(event.source())
                || (retraction.source().equals(DESK) && !bugs.contains(Bug.DESK_RETRACTS_NOTHING))
                || bugs.contains(Bug.ANYONE_RETRACTS);
        boolean late =
                retraction.publishedAt().isBefore(event.publishedAt()) && bugs.contains(Bug.RETRACTED_ONLY_AFTERWARDS);
        return retraction.said().getEventId().equals(event.eventId())
                && ofTheBrand
                && mayBeRetracted
                && entitled
                && !late
                && !bugs.contains(Bug.RETRACTION_IGNORED);
    }

    LocalDate day() {
        return d;
    }

    NavigableMap<String, BrandReference> brands() {
        return brands;
    }

    List<Statement<Object>> events() {
        return events;
    }

    /** By brand and the model by what its spellings have in common. */
    Map<String, Map<String, Object>> metrics(boolean shownSpelling) {
        NavigableMap<String, Map<String, Object>> models = new TreeMap<>(Statement::byCodePoints);
        brands.forEach((brand, reference) -> reference.models().forEach(model -> {
            String name = shownSpelling ? reference.shown(model) : model;
            models.put(brand + "/" + name, reference.metrics(model));
        }));
        return models;
    }

    Map<String, Map<String, Object>> brandMetrics() {
        NavigableMap<String, Map<String, Object>> metrics = new TreeMap<>(Statement::byCodePoints);
        brands.forEach((brand, reference) -> metrics.put(brand, reference.metrics(null)));
        return metrics;
    }

    List<Map<String, Object>> commitments() {
        return new CommitmentsReference(d, events, bugs).list();
    }

    List<Map<String, Object>> targets() {
        return new TargetsReference(d, brands, bugs).list();
    }

    Result result() {
        Map<String, Map<String, Object>> ofBrands = brandMetrics();
        Map<String, Map<String, Object>> ofModels = metrics(true);
        MarketReference market = new MarketReference(d, brands, events, bugs);
        Map<String, Object> view = market.view();
        Set<OpenAlert> open =
                new RulesReference(d, brands, market, bugs).apply(ofBrands, ofModels, view, commitments(), targets());
        return new Result(ofBrands, ofModels, view, commitments(), targets(), open);
    }
}
