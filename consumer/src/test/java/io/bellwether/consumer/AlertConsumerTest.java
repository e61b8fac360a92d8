package io.bellwether.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.consumer.jdbc.SqliteSinkTest;
import io.bellwether.consumer.sink.AlertBatch;
import io.bellwether.consumer.sink.AlertConsumerConfig;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.AlertFilter;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.DeliveryResult;
import io.bellwether.consumer.sink.SinkCounts;
import io.bellwether.consumer.sink.SinkState;
import io.bellwether.consumer.text.JsonlSinkTest;
import io.bellwether.local.LocalBroker;
import io.bellwether.local.Ports;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole consumer against a real broker. */
@Tag("broker")
@Timeout(60)
class AlertConsumerTest {

    @TempDir
    static Path data;

    private static LocalBroker broker;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    Path folder;

    @BeforeAll
    static void startBroker() {
        broker = LocalBroker.start(data.resolve("broker"), 0);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private static AlertsTopic topic(int partitions) throws Exception {
        return new AlertsTopic(broker.bootstrapServers(), "t" + NUMBER.incrementAndGet() + "-", partitions);
    }

    private static Alert opened(String id) {
        return SampleAlerts.alert(id, 1, Severity.WARNING, AlertStatus.OPENED);
    }

    @Test
    void shouldDeliverWhatIsCommittedFromTheBeginningToEverySink() throws Exception {
        RecordingSink first = new RecordingSink();
        RecordingSink second = new RecordingSink();
        try (AlertsTopic topic = topic(2)) {
            topic.publish(0, opened("a"), opened("b"));
            topic.abort(0, opened("never"));
            topic.publish(1, opened("c"));

            try (RunningConsumer running = new RunningConsumer(topic.config(true), AlertFilter.ALL, first, second)) {
                running.until(() -> first.ids().size() >= 3 && second.ids().size() >= 3);
                topic.publish(0, opened("d"));
                running.until(() -> first.ids().contains("d") && second.ids().contains("d"));
                assertThat(running.consumer.counts()).contains(new SinkCounts("recording", 4, 4, 0, 0, 0, 0, 0));
            }
        }
        assertThat(first.ids()).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(second.ids()).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(first.closed && second.closed).isTrue();
    }

    @Test
    void shouldStartWithTheNextAlertUnlessAskedForTheBeginning() throws Exception {
        RecordingSink sink = new RecordingSink();
        try (AlertsTopic topic = topic(1)) {
            topic.publish(0, opened("old"));

            try (RunningConsumer running = new RunningConsumer(topic.config(false), AlertFilter.ALL, sink)) {
                sink.positioned.await();
                topic.publish(0, opened("new"));
                running.until(() -> !sink.ids().isEmpty());
            }
        }
        assertThat(sink.ids()).containsExactly("new");
    }

    @Test
    void shouldGoOnWhereTheSinkSays() throws Exception {
        RecordingSink sink = new RecordingSink(RecordingSink.at(Map.of(0, 1L)), batch -> DeliveryResult.delivered());
        try (AlertsTopic topic = topic(2)) {
            topic.publish(0, opened("a"), opened("b"));
            topic.publish(1, opened("c"));

            try (RunningConsumer running = new RunningConsumer(topic.config(false), AlertFilter.ALL, sink)) {
                running.until(() -> sink.ids().size() >= 2);
            }
        }
        assertThat(sink.ids()).containsExactlyInAnyOrder("b", "c");
    }

    @Test
    void shouldOpenASinkAsSoonAsItIsThere() throws Exception {
        RecordingSink sink = new RecordingSink();
        sink.unavailable = 2;
        try (AlertsTopic topic = topic(1)) {
            topic.publish(0, opened("a"));

            try (RunningConsumer running = new RunningConsumer(topic.config(true), AlertFilter.ALL, sink)) {
                running.until(() -> sink.ids().contains("a"));
                assertThat(running.consumer.counts()).contains(new SinkCounts("recording", 1, 1, 0, 0, 2, 0, 0));
            }
        }
    }

    @Test
    void shouldSayWhyASinkCouldNotBeOpenedInTime() throws Exception {
        RecordingSink sink = new RecordingSink();
        sink.unavailable = Integer.MAX_VALUE;
        try (AlertsTopic topic = topic(1)) {
            AlertConsumerConfig config = new AlertConsumerConfig(
                    broker.bootstrapServers(),
                    AlertsTopic.REGISTRY,
                    Map.of(),
                    topic.topics,
                    true,
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5));

            try (AlertConsumer consumer = new AlertConsumer(config, AlertFilter.ALL, List.of(sink))) {
                assertThatThrownBy(consumer::run)
                        .isInstanceOf(AlertConsumerException.class)
                        .hasMessageMatching("recording: gave up after \\d+ s: not yet");
            }
        }
        assertThat(sink.closed).isTrue();
    }

    @Test
    void shouldTellANewReceiverWhatIsOpenAndOfItsEnd() throws Exception {
        // Given alerts of which one is resolved, on a topic that a receiver is new to
        RecordingSink sink = new RecordingSink();
        sink.hearsOfOpen = true;
        try (AlertsTopic topic = topic(2)) {
            topic.publish(0, opened("over"), opened("open"));
            topic.publish(0, SampleAlerts.alert("over", 2, Severity.WARNING, AlertStatus.RESOLVED));
            topic.publish(1, opened("too"));

            // When it begins with the next alert, and one ends
            try (RunningConsumer running = new RunningConsumer(topic.config(false), AlertFilter.ALL, sink)) {
                sink.positioned.await();
                topic.publish(0, SampleAlerts.alert("open", 2, Severity.WARNING, AlertStatus.RESOLVED));
                running.until(() -> sink.ids().size() >= 3);
            }
        }

        // Then it has heard of what is open, and of its end
        assertThat(sink.ids().subList(0, 2)).containsExactlyInAnyOrder("open", "too");
        assertThat(sink.ids().subList(2, sink.ids().size())).containsExactly("open");
    }

    @Test
    void shouldKeepASinksTroubleToThatSink() throws Exception {
        // Given one sink that is away, one that fails for good at first, and one that is well
        AtomicBoolean away = new AtomicBoolean(true);
        RecordingSink locked = new RecordingSink(
                SinkState.none(),
                batch -> away.get() ? DeliveryResult.retryable("locked") : DeliveryResult.delivered());
        AtomicInteger failures = new AtomicInteger(1);
        RecordingSink failing = new RecordingSink(
                SinkState.none(),
                batch -> failures.getAndDecrement() > 0
                        ? DeliveryResult.permanent("cannot be synced")
                        : DeliveryResult.delivered());
        RecordingSink well = new RecordingSink();
        try (AlertsTopic topic = topic(1)) {
            AlertConsumerConfig config = new AlertConsumerConfig(
                            broker.bootstrapServers(),
                            AlertsTopic.REGISTRY,
                            Map.of(),
                            topic.topics,
                            true,
                            Duration.ofSeconds(5),
                            Duration.ofMillis(1))
                    .restartingSinks();
            topic.publish(0, opened("a"));

            // When they run, beyond every deadline
            try (RunningConsumer running = new RunningConsumer(config, AlertFilter.ALL, locked, failing, well)) {
                running.until(() -> well.ids().contains("a") && failing.ids().contains("a"));
                running.until(() -> running.consumer.counts().get(0).retries() > 3);
                assertThat(running.consumer.troubles()).containsExactly("recording: locked");
                assertThat(running.consumer.isFollowing(0)).isFalse();
                away.set(false);

                // Then each recovers by itself, and all is said
                running.until(() -> locked.ids().contains("a"));
                running.until(() -> running.consumer.troubles().isEmpty());
                assertThat(failing.closed).isTrue();
            }
        }
    }

    @Test
    void shouldNoticeNewPartitions() throws Exception {
        RecordingSink sink = new RecordingSink();
        try (AlertsTopic topic = topic(1);
                RunningConsumer running = new RunningConsumer(topic.config(false), AlertFilter.ALL, sink)) {
            sink.positioned.await();

            topic.grow(3);
            topic.publish(2, opened("late"));

            running.until(() -> sink.ids().contains("late"));
        }
    }

    @Test
    void shouldPassFilteredAndUnreadableRecordsAndSayHowMany() throws Exception {
        RecordingSink sink = new RecordingSink();
        try (AlertsTopic topic = topic(1)) {
            topic.publish(0, SampleAlerts.alert("info", 1, Severity.INFO, AlertStatus.OPENED));
            topic.publishBytes(0, Optional.of(new byte[] {1, 2, 3}));
            topic.publishBytes(0, Optional.empty());
            topic.publish(0, opened("a"));

            try (RunningConsumer running =
                    new RunningConsumer(topic.config(true), new AlertFilter(null, null, Severity.WARNING), sink)) {
                running.until(() -> !sink.ids().isEmpty());
                assertThat(running.consumer.counts()).containsExactly(new SinkCounts("recording", 4, 1, 1, 2, 0, 0, 0));
            }
        }
        assertThat(sink.ids()).containsExactly("a");
    }

    @Test
    void shouldKeepThePositionBehindFilteredRecordsWhenItStops() throws Exception {
        RecordingSink sink = new RecordingSink();
        try (AlertsTopic topic = topic(1)) {
            topic.publish(0, opened("unwanted"));

            try (RunningConsumer running =
                    new RunningConsumer(topic.config(true), new AlertFilter("nobody", null, null), sink)) {
                running.until(() -> running.consumer.counts().get(0).filtered() == 1);
            }
        }
        // The alert and the end of its transaction.
        assertThat(sink.batches.get(sink.batches.size() - 1)).isEqualTo(new AlertBatch(List.of(), Map.of(0, 2L)));
    }

    @Test
    void shouldRepeatUntilTheSinkIsBack() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        RecordingSink sink = new RecordingSink(
                SinkState.none(),
                batch -> !batch.transitions().isEmpty() && attempts.incrementAndGet() <= 2
                        ? DeliveryResult.retryable("busy")
                        : DeliveryResult.delivered());
        try (AlertsTopic topic = topic(1)) {
            topic.publish(0, opened("a"));

            try (RunningConsumer running = new RunningConsumer(topic.config(true), AlertFilter.ALL, sink)) {
                running.until(() -> !sink.ids().isEmpty());
                assertThat(running.consumer.counts().get(0).retries()).isEqualTo(2);
            }
        }
        assertThat(sink.ids()).containsExactly("a");
    }

    @Test
    void shouldNotLetASlowSinkHoldAnother() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        RecordingSink slow = new RecordingSink(SinkState.none(), batch -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return DeliveryResult.delivered();
        });
        RecordingSink quick = new RecordingSink();
        try (AlertsTopic topic = topic(1);
                RunningConsumer running = new RunningConsumer(topic.config(true), AlertFilter.ALL, slow, quick)) {
            topic.publish(0, opened("a"));

            running.until(() -> quick.ids().contains("a"));
            assertThat(slow.ids()).isEmpty();
            never.countDown();
        }
    }

    @Test
    void shouldEndWithTheReasonWhenASinkIsHopelessAndCloseTheOthers() throws Exception {
        RecordingSink bad = new RecordingSink(SinkState.none(), batch -> DeliveryResult.permanent("read-only"));
        RecordingSink good = new RecordingSink();
        try (AlertsTopic topic = topic(1);
                RunningConsumer running = new RunningConsumer(topic.config(true), AlertFilter.ALL, bad, good)) {

            assertThatThrownBy(running::join)
                    .hasCauseInstanceOf(AlertConsumerException.class)
                    .hasRootCauseMessage("recording: read-only");
        }
        assertThat(bad.closed && good.closed).isTrue();
    }

    @Test
    void shouldStopWhileASinkIsWaitingForItsNextAttempt() throws Exception {
        CountDownLatch tried = new CountDownLatch(1);
        RecordingSink sink = new RecordingSink(SinkState.none(), batch -> {
            tried.countDown();
            return DeliveryResult.retryable("busy");
        });
        try (AlertsTopic topic = topic(1)) {
            RunningConsumer running = new RunningConsumer(topic.config(true), AlertFilter.ALL, sink);
            tried.await();

            running.close();

            running.join();
            assertThat(sink.closed).isTrue();
        }
    }

    @Test
    void shouldRefuseOffsetsThatTheTopicDoesNotHave() throws Exception {
        try (AlertsTopic topic = topic(1)) {
            AlertConsumerConfig config = new AlertConsumerConfig(
                    topic.config(true).bootstrapServers(),
                    AlertsTopic.REGISTRY,
                    Map.of(),
                    topic.topics,
                    true,
                    Duration.ofSeconds(1),
                    Duration.ZERO);

            assertFails(
                    config,
                    RecordingSink.at(Map.of(0, 7L)),
                    "goes on at offset 7 of " + topic.topics.alerts()
                            + "-0, which ends at 0: its alerts come from another topic, or this one was cut");
            assertFails(
                    config,
                    RecordingSink.at(Map.of(4, 0L)),
                    "knows partitions [4] that " + topic.topics.alerts()
                            + " does not have: its alerts come from another topic");
        }
    }

    private static void assertFails(AlertConsumerConfig config, SinkState state, String reason) {
        AlertSink sink = new RecordingSink(state, batch -> DeliveryResult.delivered());
        try (AlertConsumer consumer = new AlertConsumer(config, AlertFilter.ALL, List.of(sink))) {
            assertThatThrownBy(consumer::run)
                    .isInstanceOf(AlertConsumerException.class)
                    .hasMessage("recording: " + reason);
        }
    }

    @Test
    void shouldSayInALineWhatIsNotThere() {
        String servers = broker.bootstrapServers();
        Topics absent = new Topics("absent-");

        assertThatThrownBy(() -> run(servers, AlertsTopic.REGISTRY, absent))
                .hasMessage(
                        "topic absent-market.alerts does not exist on " + servers + "; the verb `topics` creates it");
        assertThatThrownBy(() -> run("127.0.0.1:9", AlertsTopic.REGISTRY, absent))
                .hasMessage("no Kafka broker answered at 127.0.0.1:9 within 1 s");
        assertThatThrownBy(() -> run("no port here", AlertsTopic.REGISTRY, absent))
                .hasMessage("Kafka at no port here: Invalid url in bootstrap.servers: no port here");
    }

    @Test
    void shouldSayInALineThatTheRegistryIsNotThere() throws Exception {
        try (AlertsTopic topic = topic(1)) {
            assertThatThrownBy(() -> run(broker.bootstrapServers(), "http://u:pw@127.0.0.1:9", topic.topics))
                    .hasMessage("no schema registry answered at http://***@127.0.0.1:9: Connection refused");
        }
    }

    private static void run(String servers, String registry, Topics topics) {
        AlertConsumerConfig config = new AlertConsumerConfig(
                servers, registry, Map.of(), topics, true, Duration.ofSeconds(1), Duration.ofSeconds(1));
        try (AlertConsumer consumer = new AlertConsumer(config, AlertFilter.ALL, List.of(new RecordingSink()))) {
            consumer.run();
        }
    }

    @Test
    void shouldGoOnAfterTheBrokerWasAway() throws Exception {
        RecordingSink sink = new RecordingSink();
        int port = Ports.free();
        LocalBroker first = LocalBroker.start(folder.resolve("broker"), port);
        AlertsTopic before = new AlertsTopic(first.bootstrapServers(), "away-", 1);
        before.publish(0, opened("a"));
        try (RunningConsumer running = new RunningConsumer(before.config(true), AlertFilter.ALL, sink)) {
            running.until(() -> sink.ids().contains("a"));
            Alert next = opened("b");
            before.close();
            first.close();

            try (LocalBroker second = LocalBroker.start(folder.resolve("broker"), port);
                    AlertsTopic after = AlertsTopic.existing(second.bootstrapServers(), "away-")) {
                after.publish(0, next);
                running.until(() -> sink.ids().contains("b"));
            }
        }
        assertThat(sink.ids()).containsExactly("a", "b");
    }

    @Test
    void shouldNotRunOnceClosed() throws Exception {
        RecordingSink sink = new RecordingSink();
        try (AlertsTopic topic = topic(1)) {
            AlertConsumer consumer = new AlertConsumer(topic.config(true), AlertFilter.ALL, List.of(sink));
            consumer.close();

            consumer.run();

            assertThat(sink.batches).isEmpty();
        }
    }

    @Test
    void shouldFillAFileAndADatabaseOverRestarts() throws Exception {
        Path jsonl = folder.resolve("alerts.jsonl");
        Path db = folder.resolve("alerts.db");
        try (AlertsTopic topic = topic(2)) {
            for (int round = 0; round < 3; round++) {
                String prefix = "r" + round + "-";
                Alert[] alerts =
                        IntStream.range(0, 50).mapToObj(i -> opened(prefix + i)).toArray(Alert[]::new);
                topic.publish(round % 2, alerts);
                int expected = 50 * (round + 1);

                try (RunningConsumer running = new RunningConsumer(
                        topic.config(true),
                        AlertFilter.ALL,
                        KilledConsumer.jsonl(folder),
                        KilledConsumer.sqlite(folder))) {
                    long before = 50L * round;
                    running.until(() -> running.consumer.counts().stream()
                            .allMatch(counts -> counts.delivered() == expected - before));
                }
            }
        }
        assertThat(JsonlSinkTest.contents(jsonl)).hasSize(150).doesNotHaveDuplicates();
        assertThat(SqliteSinkTest.contents(db)).hasSize(150);
    }
}
