package io.bellwether.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.app.SharedCluster.Cluster;
import io.bellwether.app.settings.Settings;
import io.bellwether.schemas.DeadLetterHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A watched folder, against a real broker and registry. */
@Tag("broker")
@ExtendWith(SharedCluster.class)
class IngestFolderTest {

    /** {@code -Dfolder.kills=100 -Dfolder.files=500} for the long form. */
    private static final int KILLS = Integer.getInteger("folder.kills", 6);

    private static final int FILES = Integer.getInteger("folder.files", 40);
    private static final int EVENTS_PER_FILE = 20;

    @TempDir
    Path folder;

    @Test
    void shouldPublishEachCompleteFileOnceAndMoveIt(Cluster cluster) throws IOException {
        // Given files of every kind, one of a name that was there before, and what is to be left alone
        Settings settings = cluster.prepared("folder.");
        Files.createDirectories(folder.resolve("done"));
        Files.writeString(folder.resolve("done").resolve("a.jsonl"), "of yesterday");
        Files.writeString(folder.resolve("a.jsonl"), capacity(1) + "\n" + capacity(2) + "\n");
        Files.writeString(folder.resolve("b.csv"), """
                type,brand,plant,units_per_month,effective_from,source,source_tier,published_at
                capacity,xiaomi,plant-3,12500,2024-03-01,xiaomi-ev,OFFICIAL,2024-03-28
                capacity,xiaomi,plant-4,-1,2024-03-01,xiaomi-ev,OFFICIAL,2024-03-28
                """);
        byte[] packed = gzip(capacity(5) + "\n");
        Files.write(folder.resolve("broken.jsonl.gz"), Arrays.copyOf(packed, packed.length - 9));
        Files.write(folder.resolve("whole.jsonl.gz"), packed);
        Files.writeString(folder.resolve("c.jsonl.tmp"), capacity(6));
        Files.writeString(folder.resolve(".d.jsonl"), capacity(7));
        Files.createSymbolicLink(folder.resolve("e.jsonl"), folder.resolve("c.jsonl.tmp"));

        // When
        Program run = ingestOnce(settings);

        // Then
        assertThat(run.status()).as(run.err()).isEqualTo(1);
        assertThat(run.out().lines())
                .containsExactly(
                        "watching " + folder,
                        "a.jsonl: 2 accepted, 0 duplicate, 0 refused",
                        "b.csv: 1 accepted, 0 duplicate, 1 refused",
                        "whole.jsonl.gz: 1 accepted, 0 duplicate, 0 refused");
        assertThat(names(folder)).containsExactly(".d.jsonl", "c.jsonl.tmp", "done", "e.jsonl", "failed");
        assertThat(names(folder.resolve("done"))).containsExactly("2-a.jsonl", "a.jsonl", "b.csv", "whole.jsonl.gz");
        assertThat(names(folder.resolve("failed"))).containsExactly("broken.jsonl.gz", "broken.jsonl.gz.reason");
        assertThat(Files.readString(folder.resolve("failed").resolve("broken.jsonl.gz.reason")))
                .contains("broken.jsonl.gz: cannot be read: Unexpected end of ZLIB input stream");
        assertThat(TopicRecords.eventIds(settings)).hasSize(4).doesNotHaveDuplicates();
        assertThat(TopicRecords.letters(settings))
                .singleElement()
                .satisfies(letter -> assertThat(TopicRecords.header(letter, DeadLetterHeaders.FIELD))
                        .isEqualTo("units_per_month"));

        // And the same content again, under another name, adds nothing
        Files.copy(folder.resolve("done").resolve("b.csv"), folder.resolve("again.csv"));
        Program second = ingestOnce(settings);
        assertThat(second.out()).contains("again.csv: 0 accepted, 1 duplicate, 1 refused");
        assertThat(TopicRecords.eventIds(settings)).hasSize(4);
        assertThat(TopicRecords.letters(settings)).hasSize(1);
    }

    @Test
    void shouldPublishEachEventOnceHoweverOftenItIsKilled(Cluster cluster) throws Exception {
        // Given files of events, each with a line that is refused
        long seed = Long.getLong("folder.seed", new Random().nextLong());
        Random random = new Random(seed);
        Settings settings = cluster.prepared("folder-killed.");
        for (int file = 0; file < FILES; file++) {
            StringBuilder lines = new StringBuilder();
            for (int i = 0; i < EVENTS_PER_FILE; i++) {
                lines.append(capacity(file * EVENTS_PER_FILE + i)).append('\n');
            }
            lines.append("no event ").append(file).append('\n');
            Files.writeString(folder.resolve("%03d.jsonl".formatted(file)), lines);
        }

        // When the process is killed again and again at any moment, and ends in peace at last
        for (int kill = 0; kill < KILLS; kill++) {
            long fair = filesIn(folder) / (KILLS - kill + 1);
            try (VerbProcess process = watch(settings)) {
                process.readLine();
                for (long file = random.nextLong(2 * fair + 1); file > 0 && filesIn(folder) > 0; file--) {
                    process.readLine();
                }
                process.killAfter(random.nextInt(120));
            }
        }
        Program last = ingestOnce(settings);

        // Then
        assertThat(last.status()).as("seed %s: %s", seed, last.err()).isZero();
        assertThat(filesIn(folder)).isZero();
        assertThat(names(folder.resolve("done"))).hasSize(FILES);
        assertThat(names(folder.resolve("failed"))).isEmpty();
        assertThat(TopicRecords.eventIds(settings))
                .as("seed %s", seed)
                .hasSize(FILES * EVENTS_PER_FILE)
                .doesNotHaveDuplicates();
        assertThat(TopicRecords.letters(settings).stream().map(TopicRecords::text))
                .as("seed %s", seed)
                .hasSize(FILES)
                .doesNotHaveDuplicates();
        System.out.println("folder: " + KILLS + " kills, " + FILES + " files, " + FILES * EVENTS_PER_FILE
                + " events, lost 0, doubled 0, seed " + seed);
    }

    @Test
    void shouldLoseNothingWhereTwoWatchOneFolder(Cluster cluster) throws Exception {
        // Given
        Settings settings = cluster.prepared("folder-shared.");
        for (int file = 0; file < 8; file++) {
            Files.writeString(folder.resolve(file + ".jsonl"), capacity(2 * file) + "\n" + capacity(2 * file + 1));
        }

        // When
        try (VerbProcess one = watch(settings);
                VerbProcess other = watch(settings)) {
            // Both are at work: a signal before that ends a process with another status.
            one.readLine();
            other.readLine();
            await().atMost(Duration.ofMinutes(2)).until(() -> filesIn(folder) == 0);
            assertThat(one.stop()).isZero();
            assertThat(other.stop()).isZero();
        }

        // Then
        assertThat(names(folder.resolve("done"))).hasSize(8);
        assertThat(TopicRecords.eventIds(settings)).hasSize(16).doesNotHaveDuplicates();
    }

    private VerbProcess watch(Settings settings) throws IOException {
        return VerbProcess.ingest(settings, "folder", folder.toString(), "--settle=0", "--poll=0.05");
    }

    private Program ingestOnce(Settings settings) {
        return Program.run(SharedCluster.options(
                settings,
                "ingest",
                "folder",
                folder.toString(),
                "--once",
                "--allow-refused",
                "--settle=0",
                "--poll=0.05"));
    }

    private static String capacity(int plant) {
        return "{\"type\":\"capacity\",\"brand\":\"xiaomi\",\"plant\":\"plant-" + plant + "\","
                + "\"units_per_month\":12500,\"effective_from\":\"2024-03-01\",\"source\":\"xiaomi-ev\","
                + "\"source_tier\":\"OFFICIAL\",\"published_at\":\"2024-03-28T00:00:00Z\"}";
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static long filesIn(Path folder) throws IOException {
        return names(folder).stream().filter(name -> name.endsWith(".jsonl")).count();
    }
}
