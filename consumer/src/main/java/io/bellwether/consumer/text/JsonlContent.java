package io.bellwether.consumer.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.bellwether.schemas.avro.AlertStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a file of alert lines, read in one pass with one line in memory.
 *
 * @param length bytes of its whole lines; the rest is a torn batch that was never acknowledged
 * @param nextOffsets partition -> greatest offset + 1
 * @param openAlerts ids whose last transition is not RESOLVED
 */
record JsonlContent(long length, Map<Integer, Long> nextOffsets, Set<String> openAlerts) {

    private static final JsonFactory JSON = new JsonFactory();
    /** How every line begins: a torn line must begin like it, or the file was not written by this sink. */
    private static final byte[] LINE_START = "{\"alert_id\":".getBytes(StandardCharsets.UTF_8);

    /** The file holds something that this sink did not write. */
    static final class ForeignContentException extends IOException {
        ForeignContentException(String message) {
            super(message);
        }
    }

    static JsonlContent read(FileChannel channel) throws IOException {
        Scan scan = new Scan();
        byte[] bytes = new byte[1 << 16];
        long position = 0;
        int count = channel.read(ByteBuffer.wrap(bytes), position);
        while (count > 0 && !scan.torn) {
            scan.take(bytes, count);
            position += count;
            count = channel.read(ByteBuffer.wrap(bytes), position);
        }
        scan.end();
        return new JsonlContent(scan.length, scan.nextOffsets, scan.openAlerts);
    }

    private static final class Scan {

        private final Map<Integer, Long> nextOffsets = new HashMap<>();
        private final Set<String> openAlerts = new HashSet<>();
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private long length;
        private long lines;
        private boolean zeros;
        private boolean torn;

        void take(byte[] bytes, int count) throws IOException {
            int start = 0;
            for (int i = 0; i < count && !torn; i++) {
                if (bytes[i] == '\n') {
                    line.write(bytes, start, i - start);
                    endLine();
                    start = i + 1;
                } else {
                    zeros |= bytes[i] == 0;
                }
            }
            if (!torn) {
                line.write(bytes, start, count - start);
            }
        }

        private void endLine() throws IOException {
            lines++;
            byte[] bytes = line.toByteArray();
            if (zeros) {
                // A power cut may leave blocks of zeros in a batch that was not synced; JSON never holds a zero byte.
                torn = true;
                return;
            }
            take(bytes);
            length += bytes.length + 1L;
            line.reset();
        }

        private void take(byte[] bytes) throws IOException {
            try (JsonParser json = JSON.createParser(bytes)) {
                String id = null;
                String status = null;
                long partition = -1;
                long offset = -1;
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    throw foreign();
                }
                for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                    JsonToken value = json.nextToken();
                    switch (field) {
                        case "alert_id" -> id = json.getValueAsString();
                        case "status" -> status = json.getValueAsString();
                        case "topic_partition" -> partition = json.getValueAsLong(-1);
                        case "topic_offset" -> offset = json.getValueAsLong(-1);
                        default -> {
                            if (value.isStructStart()) {
                                json.skipChildren();
                            }
                        }
                    }
                }
                note(id, status, partition, offset);
            } catch (JsonProcessingException e) {
                throw foreign();
            }
        }

        private void note(@Nullable String id, @Nullable String status, long partition, long offset)
                throws ForeignContentException {
            if (id == null || status == null || partition < 0 || partition > Integer.MAX_VALUE || offset < 0) {
                throw foreign();
            }
            nextOffsets.merge((int) partition, offset + 1, Math::max);
            if (status.equals(AlertStatus.RESOLVED.name())) {
                openAlerts.remove(id);
            } else {
                openAlerts.add(id);
            }
        }

        /**
         * Accepts a torn rest: the beginning of a line, or, after whole lines, zeros in its place.
         */
        void end() throws IOException {
            byte[] rest = line.toByteArray();
            for (int i = 0; i < Math.min(rest.length, LINE_START.length); i++) {
                boolean zero = rest[i] == 0 && length > 0;
                if (rest[i] != LINE_START[i] && !zero) {
                    lines += torn ? 0 : 1;
                    throw foreign();
                }
            }
        }

        private ForeignContentException foreign() {
            return new ForeignContentException("line " + lines
                    + " is not an alert written by this sink; nothing was changed, choose another file");
        }
    }
}
