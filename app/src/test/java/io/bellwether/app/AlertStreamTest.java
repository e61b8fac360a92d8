package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.local.LocalCluster;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.Topics;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.Severity;
import io.bellwether.server.Health;
import io.bellwether.server.HttpSettings;
import io.bellwether.server.PrometheusMetrics;
import io.bellwether.server.QueryServer;
import io.bellwether.server.Services;
import io.bellwether.streams.query.AlertFeed;
import io.bellwether.streams.query.AlertSubscription;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The stream of alerts of two servers over one topic of several partitions. */
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertStreamTest {

    private static final int TRANSITIONS = 10_000;
    private static final int RECONNECTS = 200;
    private static final int SUBJECTS = 100;
    private static final int PER_TRANSACTION = 50;

    @TempDir
    static Path directory;

    private final ObjectMapper json = new ObjectMapper();
    private final List<AutoCloseable> running = new ArrayList<>();
    private LocalCluster cluster;
    private Topics topics;
    private Map<String, Object> client;

    @BeforeAll
    void startCluster() {
        cluster = LocalCluster.start(directory);
        client = Map.of(
                "bootstrap.servers", cluster.bootstrapServers(), "schema.registry.url", cluster.schemaRegistryUrl());
    }

    @AfterAll
    void stopCluster() {
        cluster.close();
    }

    @BeforeEach
    void prepareTopics(TestInfo test) {
        topics = new Topics(test.getTestMethod().orElseThrow().getName() + ".");
        cluster.prepare(topics, 6);
    }

    @AfterEach
    void stopServers() throws Exception {
        for (AutoCloseable part : running) {
            part.close();
        }
        running.clear();
    }

    private AlertFeed feed() {
        AlertFeed feed = AlertFeed.start(topics, client, RecordJson::text);
        running.add(0, feed);
        return feed;
    }

    private String server() {
        QueryServer server =
                QueryServer.start(new HttpSettings("127.0.0.1", 0, Optional.empty()), new PrometheusMetrics());
        running.add(server);
        server.serve(new Services("test", null, null, feed(), null, null, Health.of(() -> true, () -> true)));
        return "http://127.0.0.1:" + server.port() + "/api/v1/alerts/stream";
    }

    @Test
    void shouldSayThatItsThreadHasDied() {
        // Given a feed that fails at the first alert
        AlertFeed feed = AlertFeed.start(topics, client, alert -> {
            throw new StackOverflowError("broken");
        });
        running.add(feed);
        assertThat(feed.failure()).isEmpty();

        // When one comes
        try (Writer writer = new Writer()) {
            writer.write(1);
        }

        // Then it says so, and nobody waits for what will never come
        await().untilAsserted(() -> assertThat(feed.failure()).hasValue("the stream of alerts ended: broken"));
    }

    @Test
    void shouldServeOthersBesideWhoTakesAllItGets() throws Exception {
        // Given three addresses at which 300 streams, 300 bodies that do not end and 1,000 connections without a
        // request begin
        URI stream = URI.create(server());
        List<Socket> attackers = new ArrayList<>();
        String begin = " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        for (int i = 0; i < 300; i++) {
            attack(attackers, 2, stream.getPort(), "GET " + stream.getPath() + begin + "\r\n");
            attack(attackers, 3, stream.getPort(), "POST /session" + begin + "Content-Length: 9\r\n\r\n{");
        }
        for (int i = 0; i < 1_000; i++) {
            attack(attackers, 4, stream.getPort(), "");
        }

        // When another comes
        HttpClient other = HttpClient.newHttpClient();
        int followed = other.send(HttpRequest.newBuilder(stream).build(), HttpResponse.BodyHandlers.ofInputStream())
                .statusCode();
        int alive = other.send(
                        HttpRequest.newBuilder(stream.resolve("/health/live")).build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();

        // Then
        assertThat(List.of(followed, alive)).containsExactly(200, 200);
        for (Socket attacker : attackers) {
            attacker.close();
        }
    }

    private static void attack(List<Socket> attackers, int address, int port, String text) throws IOException {
        InetAddress from = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) address});
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0);
            attackers.add(socket);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (BindException e) {
            assumeTrue(false, "this machine's loopback has one address: " + e.getMessage());
        } catch (SocketException e) {
            // hung up on already, as it should be
        }
    }

    /** Writes episodes of alerts as the topology does, in transactions, of which every tenth is given up and repeated. */
    private final class Writer implements AutoCloseable {

        private final KafkaProducer<String, Alert> producer;
        private final List<String> written = new ArrayList<>();

        Writer() {
            Map<String, Object> settings = new HashMap<>(client);
            settings.put("transactional.id", topics.prefix());
            Serializer<Alert> values = AvroSerdes.serializer(client);
            producer = new KafkaProducer<>(settings, new StringSerializer(), values);
            producer.initTransactions();
        }

        void write(int count) {
            for (int from = written.size(); count > 0; from = written.size()) {
                int size = Math.min(count, PER_TRANSACTION);
                if (from / PER_TRANSACTION % 10 == 9) {
                    producer.beginTransaction();
                    send(from, size);
                    producer.flush();
                    producer.abortTransaction();
                }
                producer.beginTransaction();
                written.addAll(send(from, size));
                producer.commitTransaction();
                count -= size;
            }
        }

        private List<String> send(int from, int count) {
            List<String> sent = new ArrayList<>();
            List<Future<?>> acknowledged = new ArrayList<>();
            for (int i = from; i < from + count; i++) {
                Alert alert = transition(i);
                acknowledged.add(producer.send(new ProducerRecord<>(topics.alerts(), alert.getAlertId(), alert)));
                sent.add(alert.getAlertId() + " " + alert.getSequence());
            }
            assertThat(acknowledged).hasSize(count);
            return sent;
        }

        @Override
        public void close() {
            producer.close();
        }
    }

    /** The i-th transition of all: of each subject in turn it opens, changes, and is resolved, again and again. */
    static Alert transition(int i) {
        int subject = i % SUBJECTS;
        int step = i / SUBJECTS;
        AlertStatus status = AlertStatus.values()[step % 3];
        return Alert.newBuilder()
                .setAlertId("alert-" + subject + "-" + step / 3)
                .setSequence(step % 3 + 1)
                .setRule("RULE")
                .setRuleVersion("1")
                .setScope("brand")
                .setSubject("brand-" + subject)
                .setSeverity(status == AlertStatus.OPENED ? Severity.INFO : Severity.WARNING)
                .setStatus(status)
                .setOpenedAt(Instant.EPOCH)
                .setUpdatedAt(Instant.EPOCH.plusSeconds(i))
                .setMessage("transition " + i)
                .setValues(List.of())
                .setEvidence(List.of())
                .build();
    }

    /** An event of a stream. */
    private record Event(String name, String id, String data) {}

    /** One connection. */
    private static final class Connection implements AutoCloseable {

        private final InputStream body;
        private final BufferedReader lines;

        Connection(String url, String lastEventId) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            HttpResponse<InputStream> response =
                    HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            body = response.body();
            lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        }

        Event next() throws IOException {
            String name = "";
            String id = null;
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && !name.isEmpty()) {
                    return new Event(name, id, data);
                }
                String value = line.substring(line.indexOf(':') + 1).strip();
                if (line.startsWith("event:")) {
                    name = value;
                } else if (line.startsWith("id:")) {
                    id = value;
                } else if (line.startsWith("data:")) {
                    data = value;
                }
            }
            throw new AssertionError("the stream ended");
        }

        List<Event> upTo(Predicate<Event> last) throws IOException {
            List<Event> events = new ArrayList<>();
            do {
                events.add(next());
            } while (!last.test(events.get(events.size() - 1)));
            return events;
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }

    private String step(Event event) throws IOException {
        JsonNode alert = json.readTree(event.data());
        return alert.get("alert_id").asText() + " " + alert.get("sequence").asText();
    }

    @Test
    void shouldTellEachTransitionOnceInOrderAcrossReconnects() throws Exception {
        // Given two servers, and a client that begins before the first transition
        List<String> servers = List.of(server(), server());
        Random random = new Random(4);
        String lastId;
        try (Connection first = new Connection(servers.get(0), null)) {
            Event ready = first.next();
            assertThat(ready.name()).isEqualTo("ready");
            lastId = ready.id();
        }

        // When it reconnects again and again, to either server, while transitions are written
        Map<String, List<String>> toldBySubject = new HashMap<>();
        int told = 0;
        int reconnects = 0;
        try (Writer writer = new Writer()) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writer.write(TRANSITIONS));
            while (told < TRANSITIONS) {
                int most = reconnects < RECONNECTS ? 1 + random.nextInt(2 * TRANSITIONS / RECONNECTS - 2) : TRANSITIONS;
                try (Connection connection = new Connection(servers.get(random.nextInt(2)), lastId)) {
                    reconnects++;
                    for (int i = 0; i < most && told < TRANSITIONS; i++) {
                        Event event = connection.next();
                        lastId = event.id();
                        if (event.name().equals("transition")) {
                            told++;
                            toldBySubject
                                    .computeIfAbsent(step(event).split("-", -1)[1], key -> new ArrayList<>())
                                    .add(step(event));
                        } else {
                            assertThat(event.name()).isEqualTo("ready");
                        }
                    }
                }
            }
            writing.join();

            // Then of each subject every transition came once, and in the order of each alert
            System.out.println("reconnects: " + reconnects);
            assertThat(reconnects).isGreaterThanOrEqualTo(RECONNECTS);
            List<String> all =
                    toldBySubject.values().stream().flatMap(List::stream).toList();
            assertThat(all).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(writer.written);
            Map<String, List<String>> byAlert = new HashMap<>();
            all.forEach(one -> byAlert.computeIfAbsent(one.split(" ", -1)[0], key -> new ArrayList<>())
                    .add(one));
            assertThat(byAlert.values()).allSatisfy(steps -> assertThat(steps).isSorted());
        }
    }

    @Test
    void shouldBeginWithTheAlertsThatStandAndGoOnWithoutAGap() throws Exception {
        // Given transitions, after which some alerts stand, and others written all the while
        try (Writer writer = new Writer()) {
            writer.write(150);
            String server = server();
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writer.write(1_000));

            // When a client comes in the midst of them
            Map<String, Integer> state = new HashMap<>();
            try (Connection connection = new Connection(server, null)) {
                for (Event open : connection.upTo(event -> event.name().equals("ready"))) {
                    if (open.name().equals("open")) {
                        JsonNode alert = json.readTree(open.data());
                        state.put(
                                alert.get("alert_id").asText(),
                                alert.get("sequence").asInt());
                    }
                }
                writing.join();
                String last = writer.written.get(writer.written.size() - 1);
                writer.write(1); // of an alert on any partition; all before are committed

                // Then each transition is the next of its alert
                List<Event> after = new ArrayList<>();
                do {
                    Event event = connection.next();
                    after.add(event);
                    JsonNode alert = json.readTree(event.data());
                    String id = alert.get("alert_id").asText();
                    assertThat(alert.get("sequence").asInt()).isEqualTo(state.getOrDefault(id, 0) + 1);
                    state.put(id, alert.get("sequence").asInt());
                } while (!step(after.get(after.size() - 1)).equals(last));
            }
        }
    }

    @Test
    void shouldDropWhoIsTooSlow() throws Exception {
        // Given one who follows and does not listen
        AlertFeed feed = feed();
        try (Writer writer = new Writer();
                AlertSubscription subscription = feed.subscribe(null)) {
            await().until(() -> subscription.next(Duration.ofSeconds(1)) != null);

            // When more comes than is kept
            writer.write(5_000);
            try (AlertSubscription listening = feed.subscribe(".....")) {
                int told = 0;
                while (told < 5_000) {
                    AlertSubscription.Event event = listening.next(Duration.ofSeconds(10));
                    told += event != null && event.kind() == AlertSubscription.Kind.TRANSITION ? 1 : 0;
                }
            }

            // Then it is told why it ends
            AlertSubscription.Event event = subscription.next(Duration.ofSeconds(10));
            assertThat(event.kind()).isEqualTo(AlertSubscription.Kind.DROPPED);
            assertThat(event.data()).contains("too slow");
        }
    }

    @Test
    void shouldBeginAnewWithTheSnapshotForAnIdOfAnotherLife() throws Exception {
        // Given three alerts that stand, and ids of another topic: of one with more partitions, and as ids once were
        try (Writer writer = new Writer()) {
            writer.write(3);
        }
        String server = server();
        for (String id : List.of("AAAAAAAAQACAAAAAAAAAAQ:5.6.7.8.9.10.11", "999.....")) {

            // When a client comes with one
            try (Connection connection = new Connection(server, id)) {
                List<Event> told = connection.upTo(event -> event.name().equals("ready"));

                // Then it is told that all before is void, and gets what stands
                assertThat(told).extracting(Event::name).containsExactly("reset", "open", "open", "open", "ready");
                assertThat(told.get(0).data()).contains("another topic");
                assertThat(told.get(4).id()).contains(":");
            }
        }
    }

    @Test
    void shouldRefuseAPositionThatIsNone() throws Exception {
        String server = server();

        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server))
                                .header("Last-Event-ID", "yesterday")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Last-Event-ID", "yesterday");
    }
}
