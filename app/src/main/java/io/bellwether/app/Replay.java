package io.bellwether.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.app.instance.AllInOne;
import io.bellwether.app.settings.Failure;
import io.bellwether.producer.publish.EventIngest;
import io.bellwether.schemas.avro.MarketView;
import io.bellwether.streams.query.MarketQueries;
import io.bellwether.streams.query.StateUnavailable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Publishes the shipped events in accelerated time: the events of one day together, then those of the next once it is due
 * and the day before is processed, so that a slow machine takes longer and no day is skipped. Events published before the
 * first year come first.
 */
final class Replay {

    /** The first day of the shipped years. */
    static final LocalDate START = LocalDate.of(2023, 1, 1);

    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SortedMap<LocalDate, List<String>> days;
    private final LocalDate until;
    private final Duration length;
    private volatile LocalDate today = LocalDate.MIN;

    /**
     * Replays events by their day.
     *
     * @param until the last day
     * @param length of the replay
     */
    Replay(SortedMap<LocalDate, List<String>> days, LocalDate until, Duration length) {
        this.days = days;
        this.until = until;
        this.length = length;
    }

    /** The day that was published last. */
    LocalDate today() {
        return today;
    }

    /** When a day is due, from the start of the replay. */
    Duration due(LocalDate day) {
        long span = Math.max(1, START.until(until, ChronoUnit.DAYS));
        long gone = Math.max(0, START.until(day, ChronoUnit.DAYS));
        return length.multipliedBy(Math.min(gone, span)).dividedBy(span);
    }

    /** Notified of each day. */
    interface Listener {

        void onDay(LocalDate day, int events);
    }

    /**
     * Runs the replay.
     *
     * @return false if a stop was requested before the end
     */
    boolean play(AllInOne all, StopSignal stop, Listener listener) {
        long begin = System.nanoTime();
        for (Map.Entry<LocalDate, List<String>> day : days.entrySet()) {
            if (!pause(begin, due(day.getKey()), all, stop)) {
                return false;
            }
            today = day.getKey();
            listener.onDay(day.getKey(), day.getValue().size());
            publish(all.instance().ingest(), day.getValue());
            awaitSeen(day.getKey(), newest(day.getValue()), all, stop);
        }
        if (!pause(begin, length, all, stop)) {
            return false;
        }
        today = until;
        return awaitLastDay(all, stop);
    }

    private static boolean pause(long begin, Duration due, AllInOne all, StopSignal stop) {
        long left = due.toNanos() - (System.nanoTime() - begin);
        if (left > 0) {
            stop.awaitOr(
                    all.failure(),
                    CompletableFuture.runAsync(
                            () -> {}, CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS)));
        }
        return !stop.requested();
    }

    private static void publish(EventIngest ingest, List<String> lines) {
        byte[] body = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        for (EventIngest.Result result : ingest.takeJsonLines(new EventIngest.Body(body, "demo", lines.size()))) {
            if (result instanceof EventIngest.Result.Refused refused) {
                throw new Failure("a shipped event was refused: " + refused.refusal());
            }
        }
    }

    /** Brand -> publication of its newest event of a day. */
    private static Map<String, Instant> newest(List<String> lines) {
        Map<String, Instant> newest = new HashMap<>();
        for (String line : lines) {
            try {
                JsonNode event = JSON.readTree(line);
                newest.merge(
                        event.get("brand").asText(),
                        Instant.parse(event.get("published_at").asText()),
                        (one, other) -> one.isAfter(other) ? one : other);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException("a shipped event is no JSON", e);
            }
        }
        return newest;
    }

    /** Waits until the figures of brands and market include a day, within bounds. */
    private static void awaitSeen(LocalDate day, Map<String, Instant> newest, AllInOne all, StopSignal stop) {
        MarketQueries queries = all.instance().queries();
        long begin = System.nanoTime();
        while (!stop.requested() && System.nanoTime() - begin < PATIENCE.toNanos()) {
            try {
                newest.entrySet()
                        .removeIf(brand -> queries.brand(brand.getKey(), null)
                                .value()
                                .map(known -> !known.metrics().getAsOf().isBefore(brand.getValue()))
                                .orElse(false));
                if (newest.isEmpty() && !marketDay(queries).isBefore(day)) {
                    return;
                }
            } catch (StateUnavailable e) {
                // tried again
            }
            pause(System.nanoTime(), STEP, all, stop);
        }
    }

    private static LocalDate marketDay(MarketQueries queries) {
        return queries.market(null).value().map(MarketView::getAsOf).orElse(LocalDate.MIN);
    }

    /** Waits until the topology's periodic clock check has reached the last day. */
    private boolean awaitLastDay(AllInOne all, StopSignal stop) {
        while (!stop.requested()) {
            if (!marketDay(all.instance().queries()).isBefore(until)) {
                return true;
            }
            pause(System.nanoTime(), STEP, all, stop);
        }
        return false;
    }

    /** {@code 90s}, {@code 2m}, {@code 1h30m}: a second to a day. */
    static final class Length implements ITypeConverter<Duration> {

        private static final Pattern FORM = Pattern.compile("(?=.)(\\d{1,4}h)?(\\d{1,4}m)?(\\d{1,6}s)?");
        private static final Duration SHORTEST = Duration.ofSeconds(1);
        private static final Duration LONGEST = Duration.ofDays(1);

        @Override
        public Duration convert(String text) {
            if (FORM.matcher(text).matches()) {
                Duration length = Duration.parse("PT" + text);
                if (length.compareTo(SHORTEST) >= 0 && length.compareTo(LONGEST) <= 0) {
                    return length;
                }
            }
            throw new TypeConversionException("must be a second to a day, as 90s, 2m or 1h30m, got: " + text);
        }
    }
}
