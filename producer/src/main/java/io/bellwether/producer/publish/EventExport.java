package io.bellwether.producer.publish;

import io.bellwether.domain.statement.Taxonomy;
import io.bellwether.schemas.DecodedRecord;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.EventFingerprints;
import io.bellwether.schemas.EventFingerprints.Match;
import io.bellwether.schemas.IntakeTime;
import io.bellwether.schemas.RecordDecoder;
import io.bellwether.schemas.TopicReader;
import io.bellwether.schemas.Validation;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.SalesReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Writes every accepted event of the input topics as event files, one for each topic: what {@link Publisher} takes again,
 * with equal results. Events that one input must not hold together, since they say different things of the same at the
 * same instant, stand in further files.
 */
public final class EventExport {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PublishSettings settings;
    private final Taxonomy taxonomy;
    private final RecordDecoder decoder;
    /** The first event of an id is the one that counts. */
    private final EventFingerprints seen = new EventFingerprints();

    private long events;
    private long left;

    /** An export of the topics that these settings name. */
    public EventExport(PublishSettings settings) {
        this.settings = settings;
        this.taxonomy = settings.intake().brands().aliases().asTaxonomy();
        this.decoder = new RecordDecoder(settings.client());
    }

    /**
     * What was written.
     *
     * @param events in the files
     * @param left records that are no accepted event, or one that is there already
     */
    public record Summary(long events, long left) {}

    /**
     * Writes the files into an existing folder.
     *
     * @throws IOException if one is there already, or cannot be written
     * @throws org.apache.kafka.common.KafkaException if a topic cannot be read
     */
    public Summary write(Path folder) throws IOException {
        write(folder, "sales", settings.topics().sales(), SalesReport.class);
        write(folder, "capacity", settings.topics().capacity(), CapacityReport.class);
        write(folder, "announcements", settings.topics().announcements(), Announcement.class);
        return new Summary(events, left);
    }

    private void write(Path folder, String name, String topic, Class<? extends SpecificRecord> type)
            throws IOException {
        try (TopicReader reader = new TopicReader(settings.client(), topic, PATIENCE);
                ExportedFiles files = new ExportedFiles(folder, name, taxonomy)) {
            reader.readAll(record -> {
                if (decoder.<SpecificRecord>read(topic, type, record.value())
                                instanceof DecodedRecord.Accepted<SpecificRecord> readable
                        && isAccepted(record, readable.record())) {
                    files.add(readable.record());
                    events++;
                } else {
                    left++;
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** As the topology decides: by the record's own timestamp, with its brand as the key, the first of its id. */
    private boolean isAccepted(ConsumerRecord<byte[], byte[]> record, SpecificRecord event) {
        return Validation.check(event, IntakeTime.ofRecord(record.timestamp())) == null
                && record.key() != null
                && EventFields.brand(event).equals(new String(record.key(), StandardCharsets.UTF_8))
                && seen.add(event) == Match.NEW;
    }
}
