package io.bellwether.consumer.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.consumer.AlertsTopic;
import io.bellwether.consumer.SampleAlerts;
import io.bellwether.consumer.Sinks;
import io.bellwether.consumer.jdbc.JdbcCredentials;
import io.bellwether.consumer.jdbc.SqliteDatabase;
import io.bellwether.consumer.route.Routes;
import io.bellwether.consumer.route.RoutesFile;
import io.bellwether.consumer.sink.AlertBatch;
import io.bellwether.consumer.sink.AlertConsumerException;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.DeliveryResult;
import io.bellwether.consumer.sink.Origin;
import io.bellwether.consumer.sink.PositionedAlert;
import io.bellwether.consumer.sink.SinkState;
import io.bellwether.consumer.text.FileSinkContract;
import io.bellwether.consumer.text.JsonlSinkTest;
import io.bellwether.consumer.webhook.Receiver;
import io.bellwether.consumer.webhook.Receiver.Reply;
import io.bellwether.consumer.webhook.SigningSecret;
import io.bellwether.consumer.webhook.WebhookClient;
import io.bellwether.consumer.webhook.WebhookSettings;
import io.bellwether.consumer.webhook.WebhookUrl;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class WebhookSinkTest extends FileSinkContract {

    private static final ObjectMapper JSON = new ObjectMapper();

    static final DispatchSettings QUICK = new DispatchSettings(
            4, Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofHours(1), Duration.ofMillis(50));

    private final Map<String, String> shownById = new ConcurrentHashMap<>();
    private final List<String> letters = new CopyOnWriteArrayList<>();
    private volatile Function<Receiver.Call, Reply> answers = call -> Reply.status(200);
    private Receiver receiver;

    @BeforeEach
    void startReceiver() throws IOException {
        receiver = new Receiver(call -> answers.apply(call));
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @Override
    protected AlertSink in(Path where) {
        return new Noting(sink(where, QUICK));
    }

    private WebhookSink sink(Path where, DispatchSettings settings) {
        return sink(where, settings, NotificationPolicy.everything("webhook:"), Clock.systemUTC());
    }

    private WebhookSink sink(Path where, DispatchSettings settings, NotificationPolicy telling, Clock clock) {
        WebhookUrl url = WebhookUrl.of(receiver.url());
        String name = "webhook:" + url;
        return new WebhookSink(
                name,
                telling,
                WebhookFormat.CLOUDEVENTS,
                new Outbox(new SqliteDatabase(where.resolve("outbox.db"), name)),
                new WebhookClient(url, WebhookSettings.DEFAULT.allowingPrivate(true), 4, Clock.systemUTC()),
                (message, reason) -> letters.add(message.payload().id() + " " + message.origin() + " " + reason),
                settings,
                clock);
    }

    /** Notes where the transitions that it is given stand in the topic. */
    private final class Noting implements AlertSink {

        private final AlertSink sink;

        Noting(AlertSink sink) {
            this.sink = sink;
        }

        @Override
        public String name() {
            return sink.name();
        }

        @Override
        public SinkState open(Origin origin) {
            return sink.open(origin);
        }

        @Override
        public DeliveryResult deliver(AlertBatch batch) {
            batch.transitions()
                    .forEach(each -> shownById.put(
                            each.alert().getAlertId() + ":" + each.alert().getSequence(), shown(each)));
            return sink.deliver(batch);
        }

        @Override
        public void close() {
            sink.close();
        }
    }

    @Override
    protected void crash(AlertSink sink) {
        // What is on its way comes to an end; that a process dies with it is tested with real processes.
        sink.close();
    }

    /** What the receiver has taken, each id once, after all that waited has been sent. */
    @Override
    protected List<String> contents() throws Exception {
        try (WebhookSink last = sink(folder, QUICK)) {
            last.open(SampleAlerts.ORIGIN);
            await().atMost(Duration.ofSeconds(60)).until(() -> waiting() == 0);
        }
        Map<String, String> taken = new LinkedHashMap<>();
        receiver.calls().forEach(call -> taken.putIfAbsent(call.id(), shownById.get(call.id())));
        return new ArrayList<>(taken.values());
    }

    private long waiting() throws Exception {
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("outbox.db"));
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM outbox")) {
            return rows.getLong(1);
        }
    }

    private static AlertBatch batch(Alert... alerts) {
        List<PositionedAlert> transitions = new ArrayList<>();
        for (Alert alert : alerts) {
            transitions.add(SampleAlerts.at(0, transitions.size(), alert));
        }
        return new AlertBatch(transitions, Map.of(0, (long) alerts.length));
    }

    private static Alert opened(String id, String subject) {
        return SampleAlerts.about(subject, SampleAlerts.alert(id, 1, Severity.WARNING, AlertStatus.OPENED));
    }

    @Test
    void shouldWrapATransitionInACloudEvent() throws Exception {
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);

            sink.deliver(batch(SampleAlerts.builder().build()));

            await().until(() -> !receiver.calls().isEmpty());
        }
        Receiver.Call call = receiver.calls().get(0);
        JsonNode event = JSON.readTree(call.body());
        assertThat(call.headers()).containsEntry("content-type", "application/cloudevents+json; charset=UTF-8");
        assertThat(event.get("specversion").textValue()).isEqualTo("1.0");
        assertThat(event.get("id").textValue())
                .isEqualTo("alert-1:1")
                .isEqualTo(call.headers().get("Idempotency-Key"));
        assertThat(event.get("source").textValue()).isEqualTo("bellwether:market.alerts");
        assertThat(event.get("type").textValue()).isEqualTo("io.bellwether.alert.opened");
        assertThat(event.get("subject").textValue()).isEqualTo("xiaomi/SU7");
        assertThat(event.get("time").textValue()).isEqualTo("2025-02-15T08:00:00Z");
        assertThat(event.get("data").get("message").textValue()).startsWith("Orders outrun production");
        assertThat(event.get("data").get("evidence")).hasSize(4);
    }

    @Test
    void shouldHoldBackASubjectButNotTheOthersWhileATransitionFails() throws Exception {
        answers = call -> Reply.status(call.id().startsWith("bad") ? 503 : 200);
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);

            sink.deliver(batch(opened("bad", "nio"), opened("next", "nio"), opened("other", "zeekr")));

            await().until(() -> receiver.calls().stream()
                            .filter(call -> call.id().equals("bad:1"))
                            .count()
                    > 3);
            assertThat(receiver.calls())
                    .extracting(Receiver.Call::id)
                    .contains("other:1")
                    .doesNotContain("next:1");
            answers = call -> Reply.status(200);
            await().until(() ->
                    receiver.calls().stream().anyMatch(call -> call.id().equals("next:1")));
        }
        assertThat(letters).isEmpty();
    }

    @Test
    void shouldMakeADeadLetterOfWhatIsRefusedAndGoOn() throws Exception {
        answers = call -> call.id().equals("bad:1") ? Reply.status(422, "no such field", Map.of()) : Reply.status(200);
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);

            sink.deliver(batch(opened("bad", "nio"), opened("next", "nio")));

            await().until(() -> waiting() == 0);
        }
        assertThat(letters).containsExactly("bad:1 0:0 HTTP 422: no such field");
        assertThat(receiver.calls()).extracting(Receiver.Call::id).containsExactly("bad:1", "next:1");
    }

    @Test
    void shouldNotCallAReceiverAgainThatIsGone() throws Exception {
        // Given a receiver that wants no messages any more
        answers = call -> Reply.status(410, "bye", Map.of());
        DispatchSettings oneByOne = new DispatchSettings(
                1, Duration.ofMillis(1), Duration.ofMillis(20), Duration.ofHours(1), Duration.ofMillis(50));
        try (WebhookSink sink = sink(folder, oneByOne)) {
            sink.open(SampleAlerts.ORIGIN);

            // When three are for it
            sink.deliver(batch(opened("a", "nio"), opened("b", "nio"), opened("c", "zeekr")));

            // Then it is called once, all are dead letters, and the outcomes say so
            await().until(() -> waiting() == 0);
            await().until(() -> sink.outcomes().get(AlertSink.Outcome.GONE) == 3);
            assertThat(sink.outcomes()).containsEntry(AlertSink.Outcome.ACCEPTED, 0L);
        }
        assertThat(receiver.calls()).hasSize(1);
        assertThat(letters).hasSize(3).allSatisfy(letter -> assertThat(letter).endsWith("HTTP 410: bye"));
    }

    @Test
    void shouldMakeADeadLetterOfWhatHasWaitedTooLong() throws Exception {
        answers = call -> Reply.status(500);
        DispatchSettings hasty = new DispatchSettings(
                1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ZERO, Duration.ofMillis(1));
        try (AlertSink sink = sink(folder, hasty)) {
            sink.open(SampleAlerts.ORIGIN);

            sink.deliver(batch(opened("bad", "nio")));

            await().until(() -> waiting() == 0);
            await().until(() -> sink.sending().equals(new AlertSink.Sending(0, 5, 1)));
        }
        assertThat(letters).containsExactly("bad:1 0:0 given up after 0 h: HTTP 500");
        assertThat(receiver.calls()).hasSize(6);
    }

    @Test
    void shouldLeaveABrokenReceiverAloneUntilOneMessageHasComeThrough() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        answers = call -> Reply.status(calls.incrementAndGet() <= 12 ? 500 : 200);
        // The circuit opens after ten failures of ten; with so long a pause no further call would come in this test.
        DispatchSettings patient = new DispatchSettings(
                1, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofHours(1), Duration.ofHours(1));
        Alert[] many = new Alert[30];
        for (int i = 0; i < many.length; i++) {
            many[i] = opened("a" + i, "subject-" + i);
        }
        try (AlertSink sink = sink(folder, patient)) {
            sink.open(SampleAlerts.ORIGIN);
            sink.deliver(batch(many));
            await().until(() -> calls.get() >= 10);
            await().until(() -> sink.sending().equals(new AlertSink.Sending(30, 10, 0)));
        }
        assertThat(calls).hasValue(10);

        // A new start tries again at once, is told twice to go away, and once its circuit closes sends the rest.
        try (AlertSink sink = sink(folder, QUICK)) {
            sink.open(SampleAlerts.ORIGIN);
            await().until(() -> waiting() == 0);
        }
        assertThat(receiver.calls().stream().map(Receiver.Call::id).distinct()).hasSize(30);
    }

    @Test
    void shouldLeaveTheReceiverAloneAsLongAsItAsks() throws Exception {
        answers = call -> Reply.status(429, "", Map.of("Retry-After", "3600"));
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);
            sink.deliver(batch(opened("first", "nio")));
            await().until(() -> receiver.calls().size() == 1);
        }
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);
            await().until(() -> receiver.calls().size() == 2);

            sink.deliver(new AlertBatch(List.of(SampleAlerts.at(0, 5, opened("second", "zeekr"))), Map.of(0, 6L)));
        }
        // Closing waits for what is on its way: nothing was, after the answer.
        assertThat(receiver.calls()).hasSizeLessThanOrEqualTo(3);
        assertThat(waiting()).isEqualTo(2);
    }

    @Test
    void shouldTellAGroupWhenItIsDueWhateverRestartsComeBetween() throws Exception {
        NotificationPolicy grouped = telling("""
                receivers: [{name: r, sink: "webhook:https://r.example/"}]
                route: {receiver: r, group_by: [brand], group_wait: 30s, group_interval: 5m, repeat_interval: 1h}
                """, "b");
        Instant start = Instant.parse("2025-02-15T08:00:00Z");
        try (WebhookSink sink = sink(folder, QUICK, grouped, fixed(start))) {
            sink.open(SampleAlerts.ORIGIN);
            sink.deliver(batch(opened("a", "xiaomi/SU7"), opened("b", "xiaomi")));
            sink.check();
        }
        // At 3,600 it is looked at, as every five minutes, and not an hour has passed since it was told.
        for (int second : List.of(29, 30, 31, 3_000, 3_600, 4_000, 4_001)) {
            try (WebhookSink sink = sink(folder, QUICK, grouped, fixed(start.plusSeconds(second)))) {
                assertThat(sink.open(SampleAlerts.ORIGIN)).isEqualTo(new SinkState(Map.of(0, 2L), Set.of("a", "b")));
                sink.check();
                await().until(() -> waiting() == 0);
            }
        }

        assertThat(receiver.calls()).hasSize(2);
        JsonNode first = JSON.readTree(receiver.calls().get(0).body());
        assertThat(first.get("type").textValue()).isEqualTo("io.bellwether.alert.group");
        assertThat(first.get("data").get("group")).isEqualTo(JSON.readTree("{\"brand\":\"xiaomi\"}"));
        assertThat(first.get("data").findValuesAsText("alert_id")).containsExactly("b", "a");
        // Told again after an hour, without what was acknowledged.
        JsonNode again = JSON.readTree(receiver.calls().get(1).body());
        assertThat(again.get("data").findValuesAsText("alert_id")).containsExactly("a");
        assertThat(again.get("id")).isNotEqualTo(first.get("id"));
    }

    private static NotificationPolicy telling(String routes, String acknowledged) {
        RoutesFile.Accepted file = (RoutesFile.Accepted) RoutesFile.read(routes);
        return new NotificationPolicy(file.routes(), "r", () -> Set.of(acknowledged));
    }

    private static Clock fixed(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    @Test
    void shouldGiveASinkThatKeepsAlertsEveryTransitionRoutedToIt() throws Exception {
        Routes routes = telling("""
                receivers: [{name: r, sink: "webhook:https://r.example/"}, {name: file, sink: "jsonl:%s"}]
                route: {receiver: r, routes: [{match: {min_severity: CRITICAL}, receiver: file}]}
                """.formatted(folder.resolve("kept.jsonl")), "").routes();
        Webhooks webhooks = new Webhooks(
                WebhookSettings.DEFAULT,
                folder.resolve("boxes"),
                AlertsTopic.config("h:1", new Topics(""), true),
                Map.of());
        try (AlertSink file = Sinks.of(routes, System.out, false, JdbcCredentials.NONE, webhooks)
                .get(1)) {
            file.open(SampleAlerts.ORIGIN);

            file.deliver(batch(
                    SampleAlerts.alert("a", 1, Severity.WARNING, AlertStatus.OPENED),
                    SampleAlerts.alert("a", 2, Severity.CRITICAL, AlertStatus.CHANGED),
                    SampleAlerts.alert("b", 1, Severity.WARNING, AlertStatus.OPENED),
                    SampleAlerts.alert("a", 3, Severity.WARNING, AlertStatus.RESOLVED)));
        }
        assertThat(JsonlSinkTest.contents(folder.resolve("kept.jsonl"))).containsExactly("0/1 a#2", "0/3 a#3");
    }

    @Test
    void shouldSignForEachReceiverByItsOwnSecret() throws Exception {
        // Given secrets in a file, as Standard Webhooks writes them, in the environment, and of all others
        byte[] key = "a key of the first receiver alone".getBytes(UTF_8);
        Path file = Files.writeString(
                folder.resolve("secret"), "whsec_" + Base64.getEncoder().encodeToString(key) + "\n");
        String ofSecond = "a secret of the second one, long enough";
        String ofAll = "a secret of all that have none of their own";
        Routes routes = telling("""
                receivers:
                  - {name: r, sink: "webhook:%1$s", secret_file: "%2$s"}
                  - {name: second, sink: "webhook:%1$s", secret_env: SECOND}
                  - {name: third, sink: "webhook:%1$s"}
                route: {receiver: r}
                """.formatted(receiver.url(), file), "").routes();
        Webhooks webhooks = new Webhooks(
                WebhookSettings.DEFAULT.allowingPrivate(true).signedWith(SigningSecret.of(ofAll)),
                folder.resolve("boxes"),
                AlertsTopic.config("h:1", new Topics(""), true),
                Map.of("SECOND", ofSecond));

        // When each is sent an alert
        for (io.bellwether.consumer.route.Receiver each : routes.receivers()) {
            int before = receiver.calls().size();
            try (AlertSink sink = webhooks.parse(each, NotificationPolicy.everything("webhook:"))) {
                sink.open(SampleAlerts.ORIGIN);
                sink.deliver(batch(opened("a", "nio")));
                await().until(() -> receiver.calls().size() > before);
            }
        }

        // Then
        assertThat(receiver.calls())
                .extracting(call -> call.headers().get("webhook-signature"))
                .containsExactly(
                        signature(key, receiver.calls().get(0)),
                        signature(ofSecond.getBytes(UTF_8), receiver.calls().get(1)),
                        signature(ofAll.getBytes(UTF_8), receiver.calls().get(2)));
        Webhooks without = new Webhooks(webhooks.settings(), webhooks.folder(), webhooks.config(), Map.of());
        assertThatThrownBy(() -> Sinks.of(routes, System.out, false, JdbcCredentials.NONE, without))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("receiver second: secret_env: the environment has no variable SECOND");
    }

    private static String signature(byte[] secret, Receiver.Call call) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        mac.update((call.id() + "." + call.headers().get("webhook-timestamp") + ".").getBytes(UTF_8));
        return "v1,"
                + Base64.getEncoder().encodeToString(mac.doFinal(call.body().getBytes(UTF_8)));
    }

    @Test
    void shouldRefuseAnOutboxOfAnotherTopic() {
        try (AlertSink sink = sink()) {
            sink.open(SampleAlerts.ORIGIN);
        }

        try (AlertSink sink = sink()) {
            assertThatThrownBy(() -> sink.open(new Origin("cluster-b", "topic-id-a", "market.alerts")))
                    .isInstanceOf(AlertConsumerException.class)
                    .hasMessage(
                            sink.name()
                                    + ": its outbox is of cluster_id cluster-a, not cluster-b; use another folder for outboxes");
        }
    }

    @Test
    void shouldRefuseAPrivateAddressWhenItIsOpened() throws Exception {
        Path outboxes = folder.resolve("boxes");
        Webhooks webhooks = new Webhooks(
                WebhookSettings.DEFAULT, outboxes, AlertsTopic.config("h:1", new Topics(""), true), Map.of());
        try (AlertSink sink = webhooks.parse("webhook:" + receiver.url())) {
            assertThatThrownBy(() -> sink.open(SampleAlerts.ORIGIN))
                    .isInstanceOf(AlertConsumerException.class)
                    .hasMessageContaining("private or reserved address")
                    .hasMessageNotContaining("very-secret");
        }
        try (var files = Files.list(outboxes)) {
            assertThat(files).isEmpty();
        }
    }
}
