package io.bellwether.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bellwether.local.LocalCluster;
import io.bellwether.producer.format.EventFormat;
import io.bellwether.producer.format.EventReader;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.format.InputException;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.format.LineSplitter;
import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.TopicSetup;
import io.bellwether.schemas.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What publishing promises, against a real broker and a real registry. */
@Tag("broker")
final class PublisherTest {

    static final int LINES_PER_TRANSACTION = 2_000;

    private static LocalCluster cluster;
    private static TopicContents contents;
    private static Deserializer<SpecificRecord> deserializer;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startCluster(@TempDir Path directory) {
        cluster = LocalCluster.start(directory);
        contents = new TopicContents(cluster.bootstrapServers());
        deserializer = AvroSerdes.deserializer(Map.of("schema.registry.url", cluster.schemaRegistryUrl()));
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    @Test
    void shouldPublishEveryRealEventOnceAndNothingTheSecondTime() {
        // Given
        Topics topics = prepared("real.");
        List<EventSource> sources = EventSources.resolve(List.of("src/test/resources/data"));
        PublishSummary first = publish(topics, sources);

        // When
        PublishSummary second = publish(topics, sources);

        // Then
        assertThat(first).isEqualTo(new PublishSummary(733, 0, 0, List.of()));
        assertThat(second).isEqualTo(new PublishSummary(0, 733, 0, List.of()));
        List<SpecificRecord> expected = EventReader.lines(sources)
                .map(line -> ((ParsedEvent.Accepted) line.result()).event())
                .toList();
        List<ConsumerRecord<byte[], byte[]>> records = contents.committed(topics.inputs());
        assertThat(events(records)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(records).allSatisfy(record -> {
            assertThat(new String(record.key(), UTF_8)).isEqualTo(EventFields.brand(event(record)));
            assertThat(record.headers()).isEmpty();
        });
    }

    @Test
    void shouldForgetTheProgressOfFilesPublishedLongAgo() throws Exception {
        // Given a published file, whose progress is a group
        Topics topics = prepared("old.");
        publish(
                topics,
                EventSources.resolve(List.of(capacityFile("events.jsonl", 10).toString())));
        String prefix = topics.prefix() + Checkpoint.GROUP_PREFIX;
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            OldCheckpoints checkpoints = new OldCheckpoints(admin, prefix);

            // When it is looked at after a while, among few, and after long
            checkpoints.remove(today.plusDays(OldCheckpoints.KEPT_DAYS), 0);
            List<String> afterAWhile = groups(admin, prefix);
            checkpoints.remove(today.plusDays(OldCheckpoints.KEPT_DAYS + 1), 1);
            List<String> amongFew = groups(admin, prefix);
            checkpoints.remove(today.plusDays(OldCheckpoints.KEPT_DAYS + 1), 0);

            // Then it is forgotten only then
            assertThat(afterAWhile).hasSize(1);
            assertThat(amongFew).hasSize(1);
            assertThat(groups(admin, prefix)).isEmpty();
        }
    }

    private static List<String> groups(Admin admin, String prefix) throws Exception {
        return admin.listGroups().all().get().stream()
                .map(GroupListing::groupId)
                .filter(group -> group.startsWith(prefix))
                .toList();
    }

    @Test
    void shouldLeaveEachEventOnceAfterBeingKilledTwice() throws Exception {
        // Given a file half published by two processes, each killed with a transaction open
        Topics topics = prepared("killed.");
        Path file = capacityFile("events.jsonl", 10_000);
        killAt(topics, file, 1_000);
        int committedAtFirst = contents.committed(topics.inputs()).size();
        killAt(topics, file, 7_500);
        int committedAtSecond = contents.committed(topics.inputs()).size();

        // When
        PublishSummary summary = publish(topics, EventSources.resolve(List.of(file.toString())));

        // Then
        assertThat(committedAtFirst).isZero();
        assertThat(committedAtSecond).isEqualTo(6_000);
        assertThat(summary).isEqualTo(new PublishSummary(4_000, 6_000, 0, List.of()));
        assertThat(contents.uncommitted(topics.inputs()))
                .as("the killed ones had sent more than they committed")
                .hasSizeGreaterThan(10_000);
        assertThat(ids(contents.committed(topics.inputs()))).hasSize(10_000).doesNotHaveDuplicates();
    }

    @Test
    void shouldLeaveEachEventOnceWhereverItIsKilled() throws Exception {
        // Given a file published by a process that is killed at some moment
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Topics topics = prepared("anywhere.");
        Path file = capacityFile("events.jsonl", 20_000);
        Process process = start(topics, file, Long.MAX_VALUE);
        int committedBeforeTheKill = random.nextInt(20_000);
        await().until(() ->
                !process.isAlive() || contents.committed(topics.inputs()).size() >= committedBeforeTheKill);
        process.destroyForcibly().waitFor();

        // When
        PublishSummary summary = publish(topics, EventSources.resolve(List.of(file.toString())));

        // Then
        assertThat(summary.accepted() + summary.duplicate()).isEqualTo(20_000);
        assertThat(ids(contents.committed(topics.inputs())))
                .as("seed %s", seed)
                .hasSize(20_000)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldKeepWhatIsRefusedInFull() throws IOException {
        // Given
        Topics topics = prepared("bad.");
        byte[] noise = new byte[LineSplitter.MAX_LINE_BYTES];
        new Random(1).nextBytes(noise);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = noise[i] == '\n' || noise[i] == '\r' ? (byte) 'x' : noise[i];
        }
        String negative = capacity(1).replace("12500", "-1");
        Path file = folder.resolve("bad.jsonl");
        Files.write(file, (capacity(1) + "\n\n" + negative + "\r\n").getBytes(UTF_8));
        Files.write(file, noise, StandardOpenOption.APPEND);

        // When
        PublishSummary summary = publish(topics, EventSources.resolve(List.of(file.toString())));

        // Then
        assertThat(summary)
                .isEqualTo(new PublishSummary(
                        1,
                        0,
                        2,
                        List.of(
                                file + ":3: units_per_month: must be 0 to 1000000000, got: -1",
                                file + ":4: is not valid UTF-8")));
        List<ConsumerRecord<byte[], byte[]>> letters =
                new ArrayList<>(contents.committed(List.of(topics.deadLetters())));
        letters.sort((a, b) -> Integer.compare(a.value().length, b.value().length));
        assertThat(letters)
                .hasSize(2)
                .allSatisfy(letter -> assertThat(letter.key()).isNull());
        assertThat(letters.get(0).value()).isEqualTo(negative.getBytes(UTF_8));
        assertThat(headers(letters.get(0)))
                .isEqualTo(Map.of(
                        "bellwether.reason",
                        "must be 0 to 1000000000, got: -1",
                        "bellwether.field",
                        "units_per_month",
                        "bellwether.origin",
                        file.toString(),
                        "bellwether.position",
                        "3",
                        "bellwether.format",
                        "json"));
        assertThat(letters.get(1).value()).isEqualTo(noise);
        assertThat(headers(letters.get(1))).doesNotContainKey("bellwether.field");
    }

    @Test
    void shouldNotSendAnEventTwiceInOneRun() throws IOException {
        // Given
        Topics topics = prepared("twice.");
        Path lines = Files.writeString(
                folder.resolve("a.jsonl"), capacity(1) + "\n" + capacity(2) + "\n" + capacity(1) + "\n");
        Path rows = Files.writeString(folder.resolve("b.csv"), """
                type,brand,plant,units_per_month,effective_from,source,source_tier,published_at
                capacity,xiaomi,plant-2,12500,2024-03-01,xiaomi-ev,OFFICIAL,2024-03-28
                """);

        // When
        PublishSummary summary = publish(topics, EventSources.resolve(List.of(lines.toString(), rows.toString())));

        // Then
        assertThat(summary).isEqualTo(new PublishSummary(2, 2, 0, List.of()));
        assertThat(contents.committed(topics.inputs())).hasSize(2);
        assertThat(Publisher.dryRun(
                        EventSources.resolve(List.of(folder.toString())), IntakeOptions.DEFAULT, Progress.none()))
                .isEqualTo(summary);
    }

    @Test
    void shouldCommitWhatAStreamHoldsWhileItWaitsForMore() throws Exception {
        // Given
        Topics topics = prepared("stream.");
        PipedOutputStream writer = new PipedOutputStream();
        EventSource stream = EventSource.of("stdin", EventFormat.JSON_LINES, new PipedInputStream(writer));
        CompletableFuture<PublishSummary> publishing =
                CompletableFuture.supplyAsync(() -> publish(topics, List.of(stream)));

        // When
        writer.write((capacity(1) + "\n" + capacity(2) + "\n" + capacity(3).substring(0, 20)).getBytes(UTF_8));
        writer.flush();

        // Then
        await().until(() -> contents.committed(topics.inputs()).size() == 2);
        assertThat(publishing).isNotDone();
        writer.close();
        assertThat(publishing.get().accepted()).isEqualTo(2);
        assertThat(publishing.get().refused()).isEqualTo(1);
    }

    @Test
    void shouldGiveWayToALaterRunOfTheSameFile() throws Exception {
        // Given
        Topics topics = prepared("fenced.");
        Path file = capacityFile("events.jsonl", 5_000);
        List<EventSource> sources = EventSources.resolve(List.of(file.toString()));
        CountDownLatch stalled = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        CompletableFuture<PublishSummary> earlier = CompletableFuture.supplyAsync(() -> {
            try (Publisher publisher = Publisher.connect(settings(topics))) {
                return publisher.publish(sources, step -> {
                    stalled.countDown();
                    waitFor(released);
                });
            }
        });
        stalled.await();

        // When
        PublishSummary later = publish(topics, sources);
        released.countDown();

        // Then
        assertThat(later.accepted()).isEqualTo(5_000);
        assertThatThrownBy(earlier::join)
                .hasCauseInstanceOf(PublishException.class)
                .hasMessageContaining("another run took over publishing this file");
        assertThat(ids(contents.committed(topics.inputs()))).hasSize(5_000).doesNotHaveDuplicates();
    }

    @Test
    void shouldStopWhenTheFileChangesMeanwhile() throws IOException {
        // Given
        Topics topics = prepared("changed.");
        Path file = capacityFile("events.jsonl", 3_000);
        long size = Files.size(file);
        List<EventSource> sources = EventSources.resolve(List.of(file.toString()));
        try (Publisher publisher = Publisher.connect(settings(topics))) {

            // When
            assertThatThrownBy(() -> publisher.publish(sources, step -> appendIfOfSize(file, size)))

                    // Then
                    .isInstanceOf(InputException.class)
                    .hasMessage(file + ": changed while it was being published; publish it again");
            assertThat(contents.committed(topics.inputs())).isEmpty();
            assertThat(publisher.publish(sources, Progress.none()).accepted()).isEqualTo(3_001);
        }
    }

    @Test
    void shouldFeedATopicThatWasDeletedAndCreatedAgain() throws Exception {
        // Given
        Topics topics = prepared("recreated.");
        List<EventSource> sources =
                EventSources.resolve(List.of(capacityFile("events.jsonl", 10).toString()));
        publish(topics, sources);
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", cluster.bootstrapServers()))) {
            admin.deleteTopics(List.of(topics.capacity())).all().get();
            await().until(() -> !admin.listTopics().names().get().contains(topics.capacity()));
        }
        prepared("recreated.");

        // When
        PublishSummary summary = publish(topics, sources);

        // Then
        assertThat(summary.accepted()).isEqualTo(10);
        assertThat(contents.committed(List.of(topics.capacity()))).hasSize(10);
    }

    @Test
    void shouldSayWhatIsMissing() throws Exception {
        Topics none = new Topics("none.");
        Topics unregistered = new Topics("unregistered.");
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", cluster.bootstrapServers()))) {
            new TopicSetup(unregistered, 1, Optional.of((short) 1)).ensure(admin);
        }
        List<EventSource> sources =
                EventSources.resolve(List.of(capacityFile("events.jsonl", 10).toString()));
        String nobody = "127.0.0.1:" + freePort();

        assertThatThrownBy(() -> publish(none, sources))
                .isInstanceOf(PublishException.class)
                .hasMessage("Kafka at " + cluster.bootstrapServers()
                        + " has no topic none.market.sales, none.market.capacity, none.market.announcements,"
                        + " none.market.dead-letters");
        assertThatThrownBy(() -> publish(unregistered, sources))
                .hasMessage("schema registry " + cluster.schemaRegistryUrl()
                        + ": the schema of subject unregistered.market.capacity-value is not registered");
        assertThatThrownBy(() -> publish(with(unregistered, "schema.registry.url", "http://" + nobody), sources))
                .hasMessageStartingWith("schema registry http://" + nobody + ": cannot be reached: ")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> publish(with(none, "bootstrap.servers", nobody), sources))
                .hasMessageStartingWith("Kafka at " + nobody + " does not answer: ")
                .hasMessageNotContaining("\n");
        assertThatThrownBy(() -> publish(with(none, "bootstrap.servers", "no-such-host.invalid:9092"), sources))
                .hasMessageStartingWith("Kafka at no-such-host.invalid:9092: No resolvable bootstrap urls");
    }

    private static Topics prepared(String prefix) {
        Topics topics = new Topics(prefix);
        cluster.prepare(topics, 3);
        return topics;
    }

    private static PublishSettings settings(Topics topics) {
        return new PublishSettings(
                topics,
                Map.of(
                        "bootstrap.servers",
                        cluster.bootstrapServers(),
                        "schema.registry.url",
                        cluster.schemaRegistryUrl()),
                LINES_PER_TRANSACTION);
    }

    private static PublishSettings with(Topics topics, String key, String value) {
        Map<String, Object> client = new HashMap<>(settings(topics).client());
        client.put("default.api.timeout.ms", 2_000);
        client.put("request.timeout.ms", 2_000);
        client.put(key, value);
        return new PublishSettings(topics, client, LINES_PER_TRANSACTION);
    }

    private static PublishSummary publish(Topics topics, List<EventSource> sources) {
        return publish(settings(topics), sources);
    }

    private static PublishSummary publish(PublishSettings settings, List<EventSource> sources) {
        try (Publisher publisher = Publisher.connect(settings)) {
            return publisher.publish(sources, Progress.none());
        }
    }

    private static void killAt(Topics topics, Path file, long line) throws Exception {
        Process process = start(topics, file, line);
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.lines().filter("stalled"::equals).findFirst()).isPresent();
        }
        await().until(() -> contents.uncommitted(topics.inputs()).size()
                > contents.committed(topics.inputs()).size());
        process.destroyForcibly().waitFor();
    }

    private static Process start(Topics topics, Path file, long line) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StallingPublisher.class.getName(),
                        cluster.bootstrapServers(),
                        cluster.schemaRegistryUrl(),
                        topics.prefix(),
                        file.toString(),
                        Long.toString(line))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private Path capacityFile(String name, int lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= lines; i++) {
            text.append(capacity(i)).append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }

    private static String capacity(int plant) {
        return "{\"type\":\"capacity\",\"brand\":\"xiaomi\",\"plant\":\"plant-" + plant + "\","
                + "\"units_per_month\":12500,\"effective_from\":\"2024-03-01\",\"source\":\"xiaomi-ev\","
                + "\"source_tier\":\"OFFICIAL\",\"published_at\":\"2024-03-28T00:00:00Z\"}";
    }

    private static void appendIfOfSize(Path file, long size) {
        try {
            if (Files.size(file) == size) {
                Files.writeString(file, capacity(9_999) + "\n", StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<SpecificRecord> events(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(PublisherTest::event).toList();
    }

    private static List<String> ids(List<ConsumerRecord<byte[], byte[]>> records) {
        return events(records).stream().map(EventFields::id).toList();
    }

    private static SpecificRecord event(ConsumerRecord<byte[], byte[]> record) {
        return deserializer.deserialize(record.topic(), record.value());
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
