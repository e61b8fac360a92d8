package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.app.instance.AllInOne;
import io.bellwether.app.settings.Settings;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.publish.Progress;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.Topics;
import io.bellwether.server.HttpSettings;
import io.bellwether.server.access.AccessSettings;
import io.bellwether.server.access.PemFiles;
import io.bellwether.server.access.Tls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A running pipeline whose API has TLS and tokens, asked by the command line and by programs. */
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredApiTest {

    private static final LocalDate UNTIL = LocalDate.of(2024, 11, 11);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String EVENT = """
            {"type":"sales","brand":"%s","measure":"DELIVERIES","period_start":"2024-10-01","granularity":"MONTH",\
            "units":1,"source":"%s","source_tier":"%s","published_at":"2024-11-01"}""";

    @TempDir
    static Path directory;

    private final ObjectMapper json = new ObjectMapper();
    private Path authority;
    private Path tokens;
    private AllInOne pipeline;

    @BeforeAll
    void start() throws Exception {
        Certificate certificate = Certificate.make(directory);
        authority = directory.resolve("brokers.pem");
        KeyStore keys = KeyStore.getInstance(
                certificate.keys().toFile(), certificate.password().toCharArray());
        byte[] key =
                keys.getKey("brokers", certificate.password().toCharArray()).getEncoded();
        Path keyFile = Files.writeString(
                directory.resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                        + "\n-----END PRIVATE KEY-----\n");
        tokens = directory.resolve("tokens.json");
        token("reader", "--role", "read");
        token("desk", "--role", "read", "--role", "acknowledge");
        token("blog", "--role", "ingest", "--brand", "xiaomi", "--source", "blog", "--tier", "MEDIA");
        AccessSettings access = new AccessSettings(
                Optional.of(tokens),
                Optional.empty(),
                Optional.of(new Tls(authority, keyFile, Optional.empty(), Optional.of(authority))),
                Optional.empty());
        Path events = directory.resolve("events");
        DemoData.write(events, UNTIL);
        pipeline = AllInOne.start(
                new Settings("", "", new Topics(""), Map.of()),
                directory.resolve("data"),
                new AllInOne.AllPorts(0, 0, new HttpSettings("127.0.0.1", 0, Optional.empty()).with(access)),
                Optional.of(() -> UNTIL));
        pipeline.publish(EventSources.resolve(List.of(events.toString())), Progress.none())
                .join();
        assertThat(pipeline.awaitCaughtUp(PATIENCE, () -> false)).isTrue();
    }

    @AfterAll
    void stop() {
        if (pipeline != null) {
            pipeline.close();
        }
    }

    private Path tokenFile(String name) {
        return directory.resolve(name + ".token");
    }

    private void token(String name, String... rights) throws Exception {
        List<String> words = new ArrayList<>(List.of("token", "create", "--file", tokens.toString(), "--name", name));
        words.addAll(List.of(rights));
        Program made = Program.run(words.toArray(String[]::new));
        assertThat(made.status()).as(made.err()).isZero();
        Files.writeString(tokenFile(name), made.out());
    }

    private Program ask(String name, String... verb) {
        List<String> words = new ArrayList<>(List.of(verb));
        words.addAll(List.of("--url", pipeline.api(), "--cacert", authority.toString()));
        if (!name.isEmpty()) {
            words.addAll(List.of("--token-file", tokenFile(name).toString()));
        }
        return Program.run(words.toArray(String[]::new));
    }

    private HttpResponse<String> post(String name, String event) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(PemFiles.client(Optional.of(authority), Optional.empty()))
                .build();
        return client.send(
                HttpRequest.newBuilder(URI.create(pipeline.api() + "/api/v1/events"))
                        .header("Content-Type", "application/json")
                        .header(
                                "Authorization",
                                "Bearer " + Files.readString(tokenFile(name)).strip())
                        .POST(HttpRequest.BodyPublishers.ofString(event))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void shouldAnswerTheCommandLineThatHasATokenAndTrustsTheCertificate() {
        Program answered = ask("reader", "query", "brands");
        Program nameless = ask("", "query", "brands");
        Program untrusting = Program.run("query", "brands", "--url", pipeline.api());
        Program mayNot = ask("reader", "alerts", "ack", "x", "--note", "seen");

        assertThat(answered.out()).as(answered.err()).contains("xiaomi");
        assertThat(nameless.status()).isEqualTo(1);
        assertThat(nameless.err()).contains("a bearer token is needed");
        assertThat(untrusting.err()).contains("cannot be trusted");
        assertThat(mayNot.err()).contains("the role acknowledge is needed");
    }

    @Test
    void shouldHoldASenderToWhatItMaySayAndKeepItsNameWithTheEvent() throws Exception {
        // When a blog speaks for itself, as the maker, and about another brand
        HttpResponse<String> own = post("blog", EVENT.formatted("xiaomi", "blog", "MEDIA"));
        HttpResponse<String> official = post("blog", EVENT.formatted("xiaomi", "xiaomi-ev", "OFFICIAL"));
        HttpResponse<String> other = post("blog", EVENT.formatted("nio", "blog", "MEDIA"));

        // Then
        assertThat(own.statusCode()).as(own.body()).isEqualTo(202);
        assertThat(official.statusCode()).isEqualTo(422);
        assertThat(json.readTree(official.body()).at("/events/0/field").asText())
                .isEqualTo("source");
        assertThat(json.readTree(other.body()).at("/events/0/field").asText()).isEqualTo("brand");
        List<String> senders = new ArrayList<>();
        TopicRecords.each(
                pipeline.settings(), List.of(pipeline.settings().topics().sales()), record -> {
                    String sender = TopicRecords.header(record, EventFields.SENDER_HEADER);
                    if (!sender.isEmpty()) {
                        senders.add(sender);
                    }
                });
        assertThat(senders).containsExactly("blog");
        List<String> entries = new ArrayList<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            entries.clear();
            TopicRecords.each(
                    pipeline.settings(),
                    List.of(pipeline.settings().topics().audit()),
                    record -> entries.add(new String(record.value(), StandardCharsets.UTF_8)));
            assertThat(entries)
                    .anyMatch(entry -> entry.contains("\"principal\":\"blog\"") && entry.contains("\"outcome\":422"));
        });
        assertThat(entries)
                .anyMatch(entry -> entry.contains("\"principal\":\"blog\"") && entry.contains("\"outcome\":202"));
    }

    @Test
    void shouldKeepThePrincipalWithAnAcknowledgement() throws Exception {
        // Given
        JsonNode alerts =
                json.readTree(ask("reader", "query", "alerts", "--json").out());
        String id = alerts.get(0).get("alert_id").asText();

        // When it is said in somebody else's name
        Program acknowledged = ask("desk", "alerts", "ack", id, "--note", "Seen", "--by", "somebody-else");

        // Then
        assertThat(acknowledged.status()).as(acknowledged.err()).isZero();
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode life =
                    json.readTree(ask("reader", "query", "alert", id, "--json").out());
            assertThat(life.get(life.size() - 1).at("/acknowledged/by").asText())
                    .isEqualTo("desk");
        });
    }
}
