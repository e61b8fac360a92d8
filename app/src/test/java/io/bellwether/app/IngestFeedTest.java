package io.bellwether.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.bellwether.app.SharedCluster.Cluster;
import io.bellwether.app.settings.Settings;
import io.bellwether.schemas.DeadLetterHeaders;
import io.bellwether.schemas.avro.SalesReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Feeds from a real web server onto real topics. */
@Tag("broker")
@ExtendWith(SharedCluster.class)
class IngestFeedTest {

    private static final String MAPPING = "../docs/guide/feed-mapping.yaml";
    private static final String RSS = """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0"><channel><title>News</title><link>https://example.org</link><description>d</description>
            %s
            <item><guid>2</guid><title>A quiet day</title><pubDate>Sat, 02 Nov 2024 02:00:00 GMT</pubDate></item>
            <item><guid>1</guid><title>Xiaomi delivered over 20,000 vehicles in October</title>
              <link>https://example.org/1</link><pubDate>Fri, 01 Nov 2024 02:00:00 GMT</pubDate></item>
            <item><guid>0</guid><title>Careers at Xiaomi</title><pubDate>Fri, 01 Nov 2024 01:00:00 GMT</pubDate></item>
            </channel></rss>
            """;
    private static final String CORRECTED = """
            <item><guid>3</guid><title>Correction</title>
              <description>&lt;p&gt;Xiaomi &lt;b&gt;delivered 20,726 vehicles&lt;/b&gt; in October&lt;/p&gt;</description>
              <pubDate>Mon, 11 Nov 2024 02:00:00 GMT</pubDate></item>
            """;
    private static final String ATOM = """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>urn:x</id><updated>2024-11-01T02:00:00Z</updated>
            <entry><id>urn:1</id><title>Xiaomi delivered 20,726 vehicles in October</title>
              <link href="https://example.org/a"/><updated>2024-11-01T02:00:00Z</updated></entry>
            <entry><id>urn:2</id><title>Xiaomi delivered 1 vehicles in Octember</title>
              <updated>2024-11-01T02:00:00Z</updated></entry></feed>
            """;

    private final List<String> conditions = new ArrayList<>();
    private HttpServer server;
    private volatile String body = "";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/feed", this::answer);
        server.createContext("/here", exchange -> redirect(exchange, "/feed"));
        server.createContext("/away", exchange -> redirect(exchange, "http://localhost:1/feed"));
        server.createContext("/round", exchange -> redirect(exchange, "/round"));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldPublishWhatIsNewOnceAndKeepWhatItCannotTell(Cluster cluster) {
        // Given
        Settings settings = cluster.prepared("feed.");
        body = RSS.formatted("");
        Program first = ingest(settings, "/here");
        Program second = ingest(settings, "/here");

        // When the feed has one more item
        body = RSS.formatted(CORRECTED);
        Program third = ingest(settings, "/here");

        // Then
        assertThat(first.out()).as(first.err()).contains("3 new items, 1 events, 1 kept as dead letters");
        assertThat(second.out()).as(second.err()).contains("0 new items, 0 events, 0 kept");
        assertThat(third.out()).as(third.err()).contains("1 new items, 1 events, 0 kept");
        assertThat(TopicRecords.events(settings).stream().map(event -> ((SalesReport) event).getUnits()))
                .containsExactly(20_000L, 20_726L);
        assertThat(TopicRecords.letters(settings)).singleElement().satisfies(letter -> {
            assertThat(TopicRecords.text(letter)).contains("\"title\":\"A quiet day\"");
            assertThat(TopicRecords.header(letter, DeadLetterHeaders.ORIGIN)).isEqualTo(url("/here"));
            assertThat(TopicRecords.header(letter, DeadLetterHeaders.POSITION)).isEqualTo("2");
            assertThat(TopicRecords.header(letter, DeadLetterHeaders.REASON))
                    .isEqualTo("no pattern of the mapping matches");
        });
    }

    @Test
    void shouldReadAtom(Cluster cluster) {
        Settings settings = cluster.prepared("feed-atom.");
        body = ATOM;

        Program run = ingest(settings, "/feed");

        assertThat(run.out()).as(run.err()).contains("2 new items, 1 events, 1 kept as dead letters");
        assertThat(TopicRecords.letters(settings))
                .singleElement()
                .satisfies(letter -> assertThat(TopicRecords.header(letter, DeadLetterHeaders.FIELD))
                        .isEqualTo("period_start"));
    }

    @Test
    void shouldAskOnlyForWhatChanged(Cluster cluster) throws Exception {
        Settings settings = cluster.prepared("feed-again.");
        body = RSS.formatted("");

        try (VerbProcess process =
                VerbProcess.ingest(settings, "feed", url("/feed"), "--mapping", MAPPING, "--every", "1s")) {
            await().atMost(Duration.ofMinutes(2)).until(() -> conditions().size() >= 3);
            assertThat(process.stop()).isZero();
        }

        assertThat(conditions().subList(0, 3)).containsExactly("null null", "\"tag\" then", "\"tag\" then");
        assertThat(TopicRecords.events(settings)).hasSize(1);
    }

    @Test
    void shouldRefuseWhatIsNoFeedOrLeadsElsewhere(Cluster cluster) {
        Settings settings = cluster.prepared("feed-wrong.");

        body = "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                + RSS.formatted("<item><title>&x;</title></item>").replaceFirst("<\\?xml.*\\?>", "");
        assertThat(ingest(settings, "/feed").err()).contains("is no RSS, Atom or JSON feed");
        body = "{}";
        assertThat(ingest(settings, "/feed").err()).contains("is no RSS, Atom or JSON feed");
        body = "x".repeat(6_000_000);
        assertThat(ingest(settings, "/feed").err()).contains("is larger than 5242880 bytes");
        assertThat(ingest(settings, "/away").err()).contains("redirects to another host");
        assertThat(ingest(settings, "/round").err()).contains("redirects more than 5 times");
        assertThat(ingest(settings, "/none").err()).contains("the server answers 404");
        assertThat(Program.run(SharedCluster.options(
                                settings, "ingest", "feed", "file:///etc/passwd", "--once", "--mapping", MAPPING))
                        .err())
                .contains("must be an http or https URL");
        assertThat(TopicRecords.letters(settings)).isEmpty();
    }

    private Program ingest(Settings settings, String path) {
        return Program.run(
                SharedCluster.options(settings, "ingest", "feed", url(path), "--once", "--mapping", MAPPING));
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private List<String> conditions() {
        synchronized (conditions) {
            return List.copyOf(conditions);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String tag = exchange.getRequestHeaders().getFirst("If-None-Match");
        synchronized (conditions) {
            conditions.add(tag + " " + exchange.getRequestHeaders().getFirst("If-Modified-Since"));
        }
        exchange.getResponseHeaders().add("ETag", "\"tag\"");
        exchange.getResponseHeaders().add("Last-Modified", "then");
        exchange.getResponseHeaders().add("Content-Type", "application/xml");
        if (tag != null) {
            exchange.sendResponseHeaders(304, -1);
        } else {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().add("Location", to);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }
}
