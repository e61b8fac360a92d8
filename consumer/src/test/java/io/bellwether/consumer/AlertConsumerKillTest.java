package io.bellwether.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bellwether.local.LocalBroker;
import io.bellwether.schemas.avro.Alert;
import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The guarantee: whatever happens to the consumer, what it wrote is in the end what was committed to the topic. */
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
        Guarantee guarantee = new Guarantee(SampleAlerts.topic(seed, PARTITIONS, TRANSITIONS_A_ROUND * (KILLS + 1)));
        int killedWhileWriting = 0;
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0);
                AlertsTopic topic = new AlertsTopic(broker.bootstrapServers(), "kill-", PARTITIONS)) {
            for (int kill = 0; kill < KILLS; kill++) {
                guarantee.publishSome(topic, random, TRANSITIONS_A_ROUND);
                killedWhileWriting += killAtRandom(start(broker), random) ? 1 : 0;
            }
            guarantee.publishSome(topic, random, Integer.MAX_VALUE);

            Process last = start(broker);
            try {
                awaitAll(guarantee.size());
                shouldBeTheOnlyOwner();
                last.destroy();

                assertThat(last.waitFor(20, TimeUnit.SECONDS)).isTrue();
            } finally {
                last.destroyForcibly();
            }
        }
        System.out.println("AlertConsumerKillTest seed " + seed + ": " + KILLS + " kills, " + killedWhileWriting
                + " while writing, " + guarantee.size() + " transitions");
        guarantee.check(JsonlSinkTest.contents(folder.resolve("alerts.jsonl")), "file, seed " + seed);
        guarantee.check(SqliteSinkTest.contents(folder.resolve("alerts.db")), "database, seed " + seed);
        assertThat(killedWhileWriting).isPositive();
    }

    private Process start(LocalBroker broker) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledConsumer.class.getName(),
                        broker.bootstrapServers(),
                        "kill-",
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), "stderr")))
                .start();
    }

    /** SIGKILL just after a line that says "about to deliver"; true if more batches were to come. */
    private boolean killAtRandom(Process process, Random random) throws Exception {
        try (BufferedReader lines =
                new BufferedReader(new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            // Two lines are the starting positions of the two sinks.
            int line = random.nextInt(30);
            String last = "";
            for (int i = 0; i <= line && last != null; i++) {
                last = lines.readLine();
            }
            assertThat(last)
                    .as("it ended by itself: %s", Files.readString(folder.resolve("stderr")))
                    .isNotNull();
            process.destroyForcibly();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return !last.endsWith(" 0");
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

    /** What was committed, to be compared with what was written. */
    private static final class Guarantee {

        private final Map<Integer, List<Transition>> pending;
        private final List<String> committed = new ArrayList<>();

        Guarantee(Map<Integer, List<Transition>> pending) {
            this.pending = pending;
        }

        /** Commits in small transactions, and aborts some others. */
        void publishSome(AlertsTopic topic, Random random, int limit) {
            int published = 0;
            while (published < limit && pending.values().stream().anyMatch(list -> !list.isEmpty())) {
                int partition = random.nextInt(PARTITIONS);
                List<Transition> next = pending.get(partition);
                List<Transition> chosen = List.copyOf(next.subList(0, Math.min(next.size(), random.nextInt(40))));
                if (chosen.isEmpty()) {
                    continue;
                }
                Alert[] alerts = chosen.stream().map(Transition::alert).toArray(Alert[]::new);
                if (random.nextInt(6) == 0) {
                    topic.abort(partition, alerts);
                }
                topic.publish(partition, alerts);
                next.subList(0, chosen.size()).clear();
                chosen.forEach(transition -> committed.add(withoutOffset(AlertSinkContract.shown(transition))));
                published += chosen.size();
            }
        }

        int size() {
            return committed.size();
        }

        void check(List<String> written, String what) {
            Map<String, List<String>> actual = AlertSinkContract.byPartition(
                    written.stream().map(Guarantee::withoutOffset).toList());
            assertThat(actual).as(what).isEqualTo(AlertSinkContract.byPartition(committed));
        }

        /** Offsets are the broker's to give. */
        private static String withoutOffset(String shown) {
            return shown.substring(0, shown.indexOf('/') + 1) + shown.substring(shown.indexOf(' '));
        }
    }
}
