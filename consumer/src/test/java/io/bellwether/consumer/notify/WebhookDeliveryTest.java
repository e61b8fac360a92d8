package io.bellwether.consumer.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.consumer.AlertConsumer;
import io.bellwether.consumer.AlertsTopic;
import io.bellwether.consumer.SampleAlerts;
import io.bellwether.consumer.jdbc.SqliteDatabase;
import io.bellwether.consumer.sink.AlertConsumerConfig;
import io.bellwether.consumer.sink.AlertFilter;
import io.bellwether.consumer.sink.PositionedAlert;
import io.bellwether.consumer.webhook.Receiver;
import io.bellwether.consumer.webhook.Receiver.Reply;
import io.bellwether.consumer.webhook.SigningSecret;
import io.bellwether.consumer.webhook.WebhookClient;
import io.bellwether.consumer.webhook.WebhookSettings;
import io.bellwether.consumer.webhook.WebhookUrl;
import io.bellwether.local.LocalBroker;
import io.bellwether.schemas.DeadLetterHeaders;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.Alert;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The guarantee of a webhook: a receiver that fails, does not answer and asks for rest, told by a consumer that is
 * killed again and again, has every transition once by its id, and each subject's in their order.
 */
@Tag("broker")
@Timeout(240)
class WebhookDeliveryTest {

    private static final int KILLS = 4;
    private static final int TRANSITIONS = 600;
    private static final int PARTITIONS = 3;
    private static final int SUBJECTS = 12;
    private static final String SECRET = "a secret for this test alone, long enough";

    @TempDir
    Path folder;

    @Test
    void shouldTellEveryTransitionEffectivelyOnceAndInOrder() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<Integer, List<PositionedAlert>> transitions = SampleAlerts.topic(seed, PARTITIONS, TRANSITIONS);
        transitions.values().forEach(each -> each.replaceAll(WebhookDeliveryTest::ofASubject));
        Unreliable unreliable = new Unreliable(seed);
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0);
                AlertsTopic topic = new AlertsTopic(broker.bootstrapServers(), "hook-", PARTITIONS);
                Receiver receiver = new Receiver(unreliable::answer)) {
            topic.createDeadLetters();
            transitions.forEach((partition, list) -> topic.publish(
                    partition, list.stream().map(PositionedAlert::alert).toArray(Alert[]::new)));
            for (int kill = 0; kill < KILLS; kill++) {
                Process process = start(broker, receiver);
                int target = unreliable.told() + 1 + random.nextInt(TRANSITIONS / (KILLS + 2));
                awaitTold(unreliable, target, process);
                process.destroyForcibly();
                assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            }
            Process last = start(broker, receiver);
            try {
                awaitTold(unreliable, TRANSITIONS, last);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> deadLetters(broker, topic.topics).keySet().equals(unreliable.gone.keySet()));
            } finally {
                last.destroyForcibly();
                unreliable.end.countDown();
            }

            check(seed, unreliable, transitions);
            checkLetters(deadLetters(broker, topic.topics), receiver);
            assertThat(Files.readString(folder.resolve("stderr"))).doesNotContain("very-secret", SECRET);
            System.out.println("WebhookDeliveryTest seed " + seed + ": " + TRANSITIONS + " transitions, " + KILLS
                    + " kills, " + receiver.calls().size() + " calls, " + unreliable.failed + " failed, "
                    + unreliable.gone.size() + " refused");
        }
    }

    private static PositionedAlert ofASubject(PositionedAlert transition) {
        Alert alert = transition.alert();
        String subject = "subject-" + Math.floorMod(alert.getAlertId().hashCode() / 7, SUBJECTS);
        return SampleAlerts.at(transition.partition(), transition.offset(), SampleAlerts.about(subject, alert));
    }

    /** Each call fails by a chance of 30%: before or after the message is taken, by silence, or with a wish for rest. */
    private static final class Unreliable {

        private static final int RESTS = 4;

        private final Random random;
        /** Ids in the order in which they were first taken. */
        private final List<String> taken = new ArrayList<>();

        private final Map<String, String> bodies = new ConcurrentHashMap<>();
        private final Map<String, String> gone = new ConcurrentHashMap<>();
        private final AtomicInteger failed = new AtomicInteger();
        private final AtomicInteger rests = new AtomicInteger();
        private final CountDownLatch end = new CountDownLatch(1);

        Unreliable(long seed) {
            this.random = new Random(seed ^ 1);
        }

        synchronized Reply answer(Receiver.Call call) {
            assertThat(call.headers().get("webhook-signature")).isEqualTo(signature(call));
            String before = bodies.putIfAbsent(call.id(), call.body());
            assertThat(before == null || before.equals(call.body()))
                    .as("same id, same body")
                    .isTrue();
            if (call.id().hashCode() % 100 == 7) {
                gone.put(call.id(), call.body());
                return Reply.status(422, "not wanted", Map.of());
            }
            if (random.nextInt(10) >= 3) {
                take(call);
                return Reply.status(202);
            }
            failed.incrementAndGet();
            return switch (random.nextInt(5)) {
                case 0 -> Reply.status(500);
                case 1 -> {
                    take(call);
                    yield Reply.status(502);
                }
                case 2 -> exchange -> silence();
                case 3 -> {
                    take(call);
                    yield exchange -> silence();
                }
                default ->
                    Reply.status(429, "", rests.incrementAndGet() <= RESTS ? Map.of("Retry-After", "1") : Map.of());
            };
        }

        synchronized int told() {
            return taken.size() + gone.size();
        }

        private void silence() {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void take(Receiver.Call call) {
            if (!taken.contains(call.id())) {
                taken.add(call.id());
            }
        }

        private static String signature(Receiver.Call call) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
                String signed = call.id() + "." + call.headers().get("webhook-timestamp") + "." + call.body();
                return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
            } catch (java.security.GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void awaitTold(Unreliable unreliable, int count, Process process) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    assertThat(process.isAlive())
                            .as(() -> "it ended by itself: " + read(folder.resolve("stderr")))
                            .isTrue();
                    synchronized (unreliable) {
                        return unreliable.told() >= count;
                    }
                });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    private static void check(long seed, Unreliable unreliable, Map<Integer, List<PositionedAlert>> transitions) {
        Map<String, List<String>> expected = new LinkedHashMap<>();
        Map<String, String> lanes = new LinkedHashMap<>();
        transitions.forEach((partition, list) -> list.forEach(each -> {
            String id = each.alert().getAlertId() + ":" + each.alert().getSequence();
            String lane = partition + " " + each.alert().getSubject();
            lanes.put(id, lane);
            if (!unreliable.gone.containsKey(id)) {
                expected.computeIfAbsent(lane, key -> new ArrayList<>()).add(id);
            }
        }));
        Map<String, List<String>> actual = unreliable.taken.stream().collect(Collectors.groupingBy(lanes::get));
        assertThat(actual).as("seed %d", seed).isEqualTo(expected);
    }

    private static void checkLetters(Map<String, ConsumerRecord<String, String>> letters, Receiver receiver) {
        letters.values().forEach(letter -> {
            assertThat(header(letter, DeadLetterHeaders.REASON)).isEqualTo("HTTP 422: not wanted");
            assertThat(header(letter, DeadLetterHeaders.ORIGIN)).isEqualTo("hook-market.alerts");
            assertThat(header(letter, DeadLetterHeaders.POSITION)).matches("[0-2]:[0-9]+");
            assertThat(header(letter, DeadLetterHeaders.SINK)).isEqualTo("webhook:" + WebhookUrl.of(receiver.url()));
            assertThat(letter.value()).contains("\"id\":\"" + letter.key() + "\"");
        });
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static Map<String, ConsumerRecord<String, String>> deadLetters(LocalBroker broker, Topics topics) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topics.deadLetters(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            Map<String, ConsumerRecord<String, String>> letters = new LinkedHashMap<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> letters.put(record.key(), record));
            }
            return letters;
        }
    }

    private Process start(LocalBroker broker, Receiver receiver) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Told.class.getName(),
                        broker.bootstrapServers(),
                        "hook-",
                        folder.toString(),
                        receiver.url())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), "stderr")))
                .redirectErrorStream(true);
        return builder.start();
    }

    /** The process that is killed. */
    static final class Told {

        private Told() {}

        /** Arguments: bootstrap servers, topic prefix, folder, URL. */
        public static void main(String[] args) throws Exception {
            Topics topics = new Topics(args[1]);
            AlertsTopic.register(topics);
            AlertConsumerConfig config = AlertsTopic.config(args[0], topics, true);
            WebhookUrl url = WebhookUrl.of(args[3]);
            String name = "webhook:" + url;
            WebhookSettings settings = new WebhookSettings(
                    Optional.of(SigningSecret.of(SECRET)), true, Duration.ofMillis(300), Duration.ofMillis(300));
            DispatchSettings dispatch = new DispatchSettings(
                    4, Duration.ofMillis(5), Duration.ofMillis(100), Duration.ofHours(1), Duration.ofMillis(200));
            WebhookSink sink = new WebhookSink(
                    name,
                    NotificationPolicy.everything(name),
                    WebhookFormat.CLOUDEVENTS,
                    new Outbox(new SqliteDatabase(Path.of(args[2], "outbox.db"), name)),
                    new WebhookClient(url, settings, 4, Clock.systemUTC()),
                    new KafkaDeadLetterQueue(config, name),
                    dispatch,
                    Clock.systemUTC());
            try (AlertConsumer consumer = new AlertConsumer(config, AlertFilter.ALL, List.of(sink))) {
                consumer.run();
            }
        }
    }
}
