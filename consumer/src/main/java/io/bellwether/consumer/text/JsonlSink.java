package io.bellwether.consumer.text;

import io.bellwether.consumer.sink.AlertBatch;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.DeliveryResult;
import io.bellwether.consumer.sink.Origin;
import io.bellwether.consumer.sink.PositionedAlert;
import io.bellwether.consumer.sink.SinkState;
import io.bellwether.schemas.RecordJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Alerts as JSON Lines appended to a file, exactly once. Each line holds its partition and offset, a batch is written and
 * synced before the next is read, and a torn line is cut off at the next start. Which topic they are from, and where to
 * go on in a partition without a line, is in a file beside it, see {@link JsonlPosition}. One process at a time: the file
 * is locked.
 */
public final class JsonlSink implements AlertSink {

    private final Path file;
    private final Map<Integer, Long> nextOffsets = new HashMap<>();
    private @Nullable FileChannel channel;
    private @Nullable Origin origin;
    /** Bytes of whole, synced lines. */
    private long length;

    public JsonlSink(Path file) {
        this.file = file;
    }

    @Override
    public String name() {
        return "jsonl:" + file;
    }

    @Override
    public SinkState open(Origin from) {
        try {
            boolean created = !Files.exists(file);
            FileChannel opened = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            channel = opened;
            lock(opened);
            if (created) {
                syncFolder();
            }
            JsonlContent content = JsonlContent.read(opened);
            if (content.length() < opened.size()) {
                opened.truncate(content.length());
                opened.force(true);
            }
            length = content.length();
            nextOffsets.clear();
            Optional<JsonlPosition> position = JsonlPosition.read(file);
            position.ifPresent(kept -> takeUp(kept, from));
            content.nextOffsets().forEach((partition, next) -> nextOffsets.merge(partition, next, Math::max));
            origin = from;
            if (position.isEmpty()) {
                // Of a new file, or of one of the first version, whose lines do not name their topic.
                new JsonlPosition(from, nextOffsets).write(file);
            }
            return new SinkState(nextOffsets, content.openAlerts());
        } catch (JsonlContent.ForeignContentException e) {
            throw new AlertConsumerException(name() + ": " + e.getMessage(), e);
        } catch (NoSuchFileException e) {
            throw new AlertConsumerException(name() + ": the folder does not exist", e);
        } catch (IOException e) {
            throw new AlertConsumerException(name() + ": cannot be opened: " + e.getMessage(), e);
        }
    }

    private void takeUp(JsonlPosition kept, Origin from) {
        require("another Kafka cluster:", kept.origin().clusterId(), from.clusterId());
        require("another topic:", kept.origin().topic(), from.topic());
        require("a topic that was deleted and created again: id", kept.origin().topicId(), from.topicId());
        nextOffsets.putAll(kept.nextOffsets());
    }

    private void require(String whose, String kept, String now) {
        if (!kept.equals(now)) {
            throw new AlertConsumerException(name() + ": holds alerts of " + whose + " " + kept + ", not " + now
                    + "; its offsets mean nothing here, use another file");
        }
    }

    private void lock(FileChannel opened) throws IOException {
        try {
            FileLock lock = opened.tryLock();
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same answer as for another one.
        }
        throw new AlertConsumerException(name() + ": in use by another process");
    }

    /** A new file's name must outlive a power cut as well. */
    private void syncFolder() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }

    @Override
    public DeliveryResult deliver(AlertBatch batch) {
        FileChannel opened = channel;
        if (opened == null) {
            throw new IllegalStateException("not open");
        }
        Map<Integer, Long> next = new HashMap<>(nextOffsets);
        byte[] lines = newLines(batch, next);
        if (lines.length > 0) {
            try {
                append(opened, lines);
            } catch (IOException e) {
                return DeliveryResult.retryable("cannot be written: " + e.getMessage());
            }
            try {
                opened.force(false);
            } catch (IOException e) {
                // After a failed sync the contents of the disk are unknown; only reading the file again helps.
                return DeliveryResult.permanent("cannot be synced: " + e.getMessage());
            }
            length += lines.length;
            nextOffsets.putAll(next);
        }
        return batch.transitions().isEmpty() ? keep(batch.nextOffsets()) : DeliveryResult.delivered();
    }

    /** Lines are their own position; where there are none, it is kept beside them. */
    private DeliveryResult keep(Map<Integer, Long> offsets) {
        Map<Integer, Long> next = new HashMap<>(nextOffsets);
        offsets.forEach((partition, offset) -> next.merge(partition, offset, Math::max));
        try {
            new JsonlPosition(Objects.requireNonNull(origin, "open comes first"), next).write(file);
        } catch (IOException e) {
            return DeliveryResult.retryable("position cannot be written: " + e.getMessage());
        }
        nextOffsets.putAll(next);
        return DeliveryResult.delivered();
    }

    private static byte[] newLines(AlertBatch batch, Map<Integer, Long> next) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (PositionedAlert transition : batch.transitions()) {
            if (transition.offset() >= next.getOrDefault(transition.partition(), 0L)) {
                lines.writeBytes(line(transition));
                next.put(transition.partition(), transition.offset() + 1);
            }
        }
        return lines.toByteArray();
    }

    /** The alert's fields, then {@code topic_partition} and {@code topic_offset}. */
    static byte[] line(PositionedAlert transition) {
        Map<String, @Nullable Object> fields = RecordJson.of(transition.alert());
        fields.put("topic_partition", transition.partition());
        fields.put("topic_offset", transition.offset());
        return (RecordJson.text(fields) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Writes over whatever an earlier, failed attempt left behind the last whole batch. */
    private void append(FileChannel opened, byte[] lines) throws IOException {
        if (opened.size() > length) {
            opened.truncate(length);
        }
        ByteBuffer bytes = ByteBuffer.wrap(lines);
        long position = length;
        while (bytes.hasRemaining()) {
            position += opened.write(bytes, position);
        }
    }

    @Override
    public void close() {
        FileChannel opened = channel;
        channel = null;
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException e) {
                throw new AlertConsumerException(name() + ": cannot be closed: " + e.getMessage(), e);
            }
        }
    }
}
