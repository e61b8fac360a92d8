package io.bellwether.streams.reference;

import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SalesTarget;
import io.bellwether.schemas.avro.SourceTier;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * What every event carries (docs/events.md), around what it says: {@link Sales}, a CapacityReport, a {@link Target} or the
 * detail of an Announcement.
 */
record Statement<T>(
        String eventId,
        String brand,
        String source,
        SourceTier tier,
        Instant publishedAt,
        LocalDate occurredOn,
        T said) {

    /** Event ids are unique. */
    @Override
    public int hashCode() {
        return eventId.hashCode();
    }

    static Statement<Object> of(SpecificRecord event) {
        return of(event, Aliases.NONE, Set.of());
    }

    /** What an event says, after the conversions that are made before anything else is looked at. */
    static Statement<Object> of(SpecificRecord event, Aliases aliases, Set<Bug> bugs) {
        if (event instanceof SalesReport e) {
            LocalDate published = e.getPublishedAt().atOffset(ZoneOffset.UTC).toLocalDate();
            return new Statement<>(
                    e.getEventId(),
                    e.getBrand(),
                    e.getSource(),
                    e.getSourceTier(),
                    e.getPublishedAt(),
                    null,
                    Sales.of(e, published, aliases, bugs));
        }
        if (event instanceof CapacityReport e) {
            return new Statement<>(
                    e.getEventId(), e.getBrand(), e.getSource(), e.getSourceTier(), e.getPublishedAt(), null, e);
        }
        Announcement e = (Announcement) event;
        return new Statement<>(
                e.getEventId(),
                e.getBrand(),
                e.getSource(),
                e.getSourceTier(),
                e.getPublishedAt(),
                bugs.contains(Bug.OCCURRED_ON_IGNORED) ? null : e.getOccurredOn(),
                e.getDetail() instanceof SalesTarget target ? Target.of(target, bugs) : e.getDetail());
    }

    /** Those that say something of one kind. */
    static <T> List<Statement<T>> saying(Class<T> kind, Collection<Statement<Object>> statements) {
        return statements.stream()
                .filter(s -> kind.isInstance(s.said))
                .map(s -> new Statement<>(
                        s.eventId, s.brand, s.source, s.tier, s.publishedAt, s.occurredOn, kind.cast(s.said)))
                .toList();
    }

    /** Days are UTC days throughout. */
    LocalDate date() {
        return publishedAt.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** docs/figures.md#day-of-a-fact: "The day of a fact, launch or organisation item is occurred_on, else the date of published_at". */
    LocalDate day() {
        return occurredOn == null ? date() : occurredOn;
    }

    /** docs/figures.md#published-order: by (published_at, event_id); event ids by Unicode code points. */
    static Comparator<Statement<?>> inPublishedOrder(Set<Bug> bugs) {
        Comparator<Statement<?>> byTime = Comparator.comparing(s -> s.publishedAt);
        if (bugs.contains(Bug.NO_EVENT_ID_TIE_BREAK)) {
            return byTime.thenComparing((a, b) -> byCodePoints(b.eventId, a.eventId));
        }
        if (bugs.contains(Bug.EVENT_IDS_BY_UTF16)) {
            return byTime.thenComparing(s -> s.eventId);
        }
        return byTime.thenComparing((a, b) -> byCodePoints(a.eventId, b.eventId));
    }

    /** docs/figures.md#holds: of one identity the statement with the greatest (published_at, event_id) holds. */
    static <T> List<Statement<T>> holding(
            Collection<Statement<T>> statements, Function<Statement<T>, Object> identity, Set<Bug> bugs) {
        Comparator<Statement<?>> order = inPublishedOrder(bugs);
        if (bugs.contains(Bug.FIRST_STATEMENT_HOLDS)) {
            order = order.reversed();
        } else if (bugs.contains(Bug.LATEST_EVENT_ID_HOLDS)) {
            order = (a, b) -> byCodePoints(a.eventId, b.eventId);
        }
        Map<Object, List<Statement<T>>> byIdentity = statements.stream().collect(Collectors.groupingBy(identity));
        Comparator<Statement<?>> newestLast = order;
        return byIdentity.values().stream()
                .map(same -> same.stream().max(newestLast).orElseThrow())
                .toList();
    }

    /** docs/figures.md#cell: among sources the best tier, then the newest; the best comes first. */
    static Comparator<Statement<?>> bestFirst(Set<Bug> bugs) {
        Comparator<Statement<?>> byTier = Comparator.comparing(s -> s.tier);
        return byTierThenNewest(byTier, inPublishedOrder(bugs), bugs);
    }

    static <S> Comparator<S> byTierThenNewest(Comparator<S> byTier, Comparator<S> publishedOrder, Set<Bug> bugs) {
        if (bugs.contains(Bug.TIER_IGNORED)) {
            return publishedOrder.reversed();
        }
        return (bugs.contains(Bug.TIER_ORDER_REVERSED) ? byTier.reversed() : byTier)
                .thenComparing(publishedOrder.reversed());
    }

    static int byCodePoints(String a, String b) {
        int[] as = a.codePoints().toArray();
        int[] bs = b.codePoints().toArray();
        return java.util.Arrays.compare(as, bs);
    }
}
