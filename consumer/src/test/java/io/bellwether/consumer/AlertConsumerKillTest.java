package io.bellwether.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bellwether.consumer.jdbc.SqliteSinkTest;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.text.JsonlSinkTest;
import io.bellwether.local.LocalBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The guarantee: whatever happens to the consumer, what it wrote is in the end what was committed to the topic. */
@Tag("broker")
@Timeout(180)
class AlertConsumerKillTest {

    private static final int KILLS = 10;
    private static final int TRANSITIONS_A_ROUND = 400;
    private static final int PARTITIONS = 3;

    @TempDir
    Path folder;

    @Test
    void shouldLoseAndDoubleNothingWhenKilled() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        CommittedAlerts guarantee =
                new CommittedAlerts(SampleAlerts.topic(seed, PARTITIONS, TRANSITIONS_A_ROUND * (KILLS + 1)));
        int killedWhileWriting = 0;
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0);
                AlertsTopic topic = new AlertsTopic(broker.bootstrapServers(), "kill-", PARTITIONS)) {
            for (int kill = 0; kill < KILLS; kill++) {
                guarantee.publishSome(topic, random, TRANSITIONS_A_ROUND);
                killedWhileWriting += killAtRandom(start(broker), random) ? 1 : 0;
            }
            guarantee.publishSome(topic, random, Integer.MAX_VALUE);

            try (ChildJvm last = start(broker)) {
                awaitAll(guarantee.size());
                shouldBeTheOnlyOwner();

                assertThat(last.stop()).isTrue();
            }
        }
        System.out.println("AlertConsumerKillTest seed " + seed + ": " + KILLS + " kills, " + killedWhileWriting
                + " while writing, " + guarantee.size() + " transitions");
        guarantee.check(JsonlSinkTest.contents(folder.resolve("alerts.jsonl")), "file, seed " + seed);
        guarantee.check(SqliteSinkTest.contents(folder.resolve("alerts.db")), "database, seed " + seed);
        assertThat(killedWhileWriting).isPositive();
    }

    private ChildJvm start(LocalBroker broker) throws Exception {
        return ChildJvm.start(
                folder,
                KilledConsumer.class,
                broker.bootstrapServers(),
                "kill-",
                "unheld",
                "jsonl:" + folder.resolve("alerts.jsonl"),
                "jdbc:sqlite:" + folder.resolve("alerts.db"));
    }

    /** SIGKILL just after a line that says "about to deliver"; true if more batches were to come. */
    private static boolean killAtRandom(ChildJvm consumer, Random random) throws Exception {
        try (consumer) {
            // Two lines are the starting positions of the two sinks.
            int line = random.nextInt(30);
            Optional<String> last = Optional.of("");
            for (int i = 0; i <= line && last.isPresent(); i++) {
                last = consumer.line();
            }
            assertThat(last).as("it ended by itself: %s", consumer.errors()).isPresent();
            consumer.kill();
            return !last.get().endsWith(" 0");
        }
    }

    private void awaitAll(int size) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> lines() >= size
                        && SqliteSinkTest.contents(folder.resolve("alerts.db")).size() >= size);
    }

    private long lines() throws Exception {
        try (var lines = Files.lines(folder.resolve("alerts.jsonl"))) {
            return lines.count();
        }
    }

    private void shouldBeTheOnlyOwner() {
        for (AlertSink sink : List.of(KilledConsumer.jsonl(folder), KilledConsumer.sqlite(folder))) {
            try (sink) {
                assertThatThrownBy(() -> sink.open(SampleAlerts.ORIGIN))
                        .hasMessage(sink.name() + ": in use by another process");
            }
        }
    }
}
