package io.bellwether.producer.feed;

import com.google.common.hash.Hashing;
import com.google.common.primitives.Longs;
import io.bellwether.producer.format.InputException;
import io.bellwether.producer.format.InputPosition;
import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.producer.format.RefusedInput;
import io.bellwether.producer.format.Shortened;
import io.bellwether.producer.publish.Checkpoint;
import io.bellwether.producer.publish.EventRecords;
import io.bellwether.producer.publish.Failures;
import io.bellwether.producer.publish.PublishException;
import io.bellwether.producer.publish.PublishSettings;
import io.bellwether.producer.publish.TransactionalProducer;
import io.bellwether.schemas.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/**
 * A feed whose new items become events by a mapping, each once. Which items were taken is noted by the transaction that
 * holds their events, so it survives restarts; an item that no pattern matches, or whose event is refused, is a dead letter
 * for a person to look at.
 *
 * <p>Noted are the items of the feed as it is, by fingerprints in the note of a {@link Checkpoint}: what a feed has dropped it
 * does not bring back. One thread at a time.
 */
public final class FeedSource {

    /** Most items of a feed, the newest. */
    public static final int MAX_ITEMS = 300;

    private final PublishSettings settings;
    private final FeedClient client;
    private final FeedMapping mapping;
    private final String name;

    /**
     * A feed.
     *
     * @param within how long an answer may take
     * @throws InputException if the URL is none
     */
    public FeedSource(PublishSettings settings, String url, FeedMapping mapping, Duration within) {
        this.settings = settings;
        this.client = new FeedClient(url, within);
        this.mapping = mapping;
        this.name = settings.topics().prefix() + "bellwether-feed-"
                + Hashing.sha256().hashString(url, StandardCharsets.UTF_8);
    }

    /**
     * What became of the items that were new.
     *
     * @param items that were new
     * @param events published
     * @param kept items for a person to look at
     * @param refused those of the kept that a pattern matches
     * @param passedOver items older than the newest {@value #MAX_ITEMS}, which are not looked at
     */
    public record Polled(int items, int events, int kept, int refused, int passedOver) {}

    /**
     * Takes what is new.
     *
     * @throws InputException if the feed cannot be fetched or read
     * @throws PublishException if Kafka or the registry fails
     */
    public Polled poll() {
        Optional<List<FeedItem>> items = client.fetch();
        if (items.isEmpty()) {
            return new Polled(0, 0, 0, 0, 0);
        }
        Polled[] polled = new Polled[1];
        try (EventRecords records = new EventRecords(settings.topics(), settings.client());
                Checkpoint checkpoint = Checkpoint.of(settings, name)) {
            TransactionalProducer.use(
                    settings,
                    name,
                    producer -> polled[0] = new Taking(producer, records, checkpoint).take(items.get()));
        } catch (KafkaException | PublishException e) {
            client.forget();
            throw Failures.explained(settings, e);
        }
        return polled[0];
    }

    /** One transaction of new items. */
    private final class Taking {

        private final Producer<byte[], byte[]> producer;
        private final EventRecords records;
        private final Checkpoint checkpoint;
        private int events;
        private int kept;
        private int refused;

        Taking(Producer<byte[], byte[]> producer, EventRecords records, Checkpoint checkpoint) {
            this.producer = producer;
            this.records = records;
            this.checkpoint = checkpoint;
        }

        Polled take(List<FeedItem> all) {
            List<FeedItem> items = all.size() > MAX_ITEMS ? all.subList(0, MAX_ITEMS) : all;
            int passedOver = all.size() - items.size();
            Set<Long> seen = seen(checkpoint.note());
            List<FeedItem> fresh = new ArrayList<>();
            for (FeedItem item : items) {
                if (!seen.contains(item.fingerprint())) {
                    // They are published in the order in which they came to be.
                    fresh.add(0, item);
                }
            }
            if (fresh.isEmpty()) {
                return new Polled(0, 0, 0, 0, passedOver);
            }
            producer.beginTransaction();
            try {
                fresh.forEach(this::send);
            } catch (PublishException e) {
                producer.abortTransaction();
                throw e;
            }
            checkpoint.advance(producer, checkpoint.linesDone() + fresh.size(), note(items));
            producer.commitTransaction();
            return new Polled(fresh.size(), events, kept, refused, passedOver);
        }

        private void send(FeedItem item) {
            if (mapping.ignores(item)) {
                return;
            }
            if (item.isUnreadable()) {
                refuse(
                        item,
                        new Refusal(
                                "",
                                "the item holds characters that cannot be read (shown as U+FFFD): bytes of another"
                                        + " encoding than the feed declares, or control characters"));
                return;
            }
            Instant published = item.published();
            if (published == null) {
                refuse(item, new Refusal("published_at", undated(item)));
                return;
            }
            List<ParsedEvent> told = mapping.events(item, published, settings.intake());
            if (told.isEmpty()) {
                keep(item, new Refusal("", "no pattern of the mapping matches"));
            }
            for (ParsedEvent event : told) {
                if (event instanceof ParsedEvent.Accepted accepted) {
                    // What fails, fails the commit.
                    var unused = producer.send(records.event(accepted.event()));
                    events++;
                } else {
                    refuse(item, ((ParsedEvent.Refused) event).refusal());
                }
            }
        }

        private void refuse(FeedItem item, Refusal refusal) {
            keep(item, refusal);
            refused++;
        }

        private void keep(FeedItem item, Refusal refusal) {
            InputPosition position = InputPosition.ofJson(client.url().toString(), Shortened.shortened(item.id()));
            byte[] text = item.json().getBytes(StandardCharsets.UTF_8);
            var unused = producer.send(records.deadLetter(new RefusedInput(position, text, refusal)));
            kept++;
        }
    }

    private static String undated(FeedItem item) {
        String written = item.written();
        return written == null
                ? "the item does not say when it was published"
                : "the item says when it was published in a form that is not understood: '"
                        + Shortened.shortened(written) + "'";
    }

    /** Fingerprints of up to {@value #MAX_ITEMS} items: with 8 bytes each they fit what a broker keeps. */
    private static String note(List<FeedItem> items) {
        byte[] bytes = new byte[items.size() * Long.BYTES];
        for (int i = 0; i < items.size(); i++) {
            System.arraycopy(Longs.toByteArray(items.get(i).fingerprint()), 0, bytes, i * Long.BYTES, Long.BYTES);
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Set<Long> seen(String note) {
        byte[] bytes = Base64.getDecoder().decode(note);
        Set<Long> seen = new HashSet<>();
        for (int at = 0; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            seen.add(Longs.fromBytes(
                    bytes[at],
                    bytes[at + 1],
                    bytes[at + 2],
                    bytes[at + 3],
                    bytes[at + 4],
                    bytes[at + 5],
                    bytes[at + 6],
                    bytes[at + 7]));
        }
        return seen;
    }
}
