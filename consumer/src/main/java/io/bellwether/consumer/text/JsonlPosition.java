package io.bellwether.consumer.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bellwether.consumer.sink.Origin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the lines of a file cannot say: which topic they are from, and where to go on in partitions of which there is no
 * line yet. In {@code FILE.position} beside it, one JSON object, replaced whole. It never runs ahead of the lines.
 *
 * @param nextOffsets partition -> offset to resume at
 */
record JsonlPosition(Origin origin, Map<Integer, Long> nextOffsets) {

    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + ".position");
    }

    /**
     * The position of a file; empty if there is none yet, as beside one of the first version.
     *
     * @throws IOException also if it is none of ours
     */
    static Optional<JsonlPosition> read(Path file) throws IOException {
        Path position = beside(file);
        if (!Files.exists(position)) {
            return Optional.empty();
        }
        JsonNode json = JSON.readTree(Files.readAllBytes(position));
        if (json == null || json.path("format").asInt() != FORMAT) {
            throw new IOException(position + " is no position of format " + FORMAT);
        }
        Map<Integer, Long> next = new HashMap<>();
        json.path("next_offsets")
                .properties()
                .forEach(entry -> next.put(
                        Integer.valueOf(entry.getKey()), entry.getValue().asLong()));
        return Optional.of(new JsonlPosition(
                new Origin(
                        json.path("cluster_id").asText(),
                        json.path("topic_id").asText(),
                        json.path("topic").asText()),
                next));
    }

    void write(Path file) throws IOException {
        ObjectNode json = JSON.createObjectNode()
                .put("format", FORMAT)
                .put("cluster_id", origin.clusterId())
                .put("topic_id", origin.topicId())
                .put("topic", origin.topic());
        ObjectNode offsets = json.putObject("next_offsets");
        nextOffsets.forEach((partition, next) -> offsets.put(Integer.toString(partition), next));
        Path position = beside(file);
        Path unfinished = position.resolveSibling(position.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(unfinished, position, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
