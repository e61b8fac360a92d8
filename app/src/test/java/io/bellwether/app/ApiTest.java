package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.bellwether.app.instance.AllInOne;
import io.bellwether.app.settings.Settings;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.publish.Progress;
import io.bellwether.schemas.Topics;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The HTTP API of a running pipeline that holds the shipped events, as programs meet it. */
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTest {

    private static final LocalDate UNTIL = LocalDate.of(2024, 11, 11);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String EVENT = """
            {"type":"sales","brand":"%s","measure":"DELIVERIES","period_start":"2024-10-01","granularity":"MONTH",\
            "units":%s,"source":"ir","source_tier":"OFFICIAL","published_at":"2024-11-01"}""";

    @TempDir
    static Path directory;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private AllInOne pipeline;

    @BeforeAll
    void publishTheShippedEvents() {
        Path events = directory.resolve("events");
        DemoData.write(events, UNTIL);
        pipeline = AllInOne.start(
                new Settings("", "", new Topics(""), Map.of()),
                directory.resolve("data"),
                AllInOne.AllPorts.free(),
                Optional.of(() -> UNTIL));
        pipeline.publish(EventSources.resolve(List.of(events.toString())), Progress.none())
                .join();
        assertThat(pipeline.awaitCaughtUp(PATIENCE, () -> false)).isTrue();
    }

    @AfterAll
    void stop() {
        pipeline.close();
    }

    private HttpResponse<byte[]> send(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(pipeline.api() + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<byte[]> answer = send(path);
        assertThat(answer.statusCode())
                .as(path + new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        return json.readTree(answer.body());
    }

    private HttpResponse<String> post(String contentType, String body) throws Exception {
        return post("/api/v1/events", contentType, body);
    }

    private String post(String path, String contentType, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(pipeline.api() + path))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private HttpResponse<String> post(String path, String contentType, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(pipeline.api() + path))
                        .header("Content-Type", contentType)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void shouldDescribeItselfInValidOpenApi() throws Exception {
        String document = new String(send("/openapi.json").body(), StandardCharsets.UTF_8);
        ParseOptions options = new ParseOptions();
        options.setResolve(true);

        SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(document, null, options);

        assertThat(parsed.getMessages()).isNullOrEmpty();
        assertThat(parsed.isOpenapi31()).isTrue();
        assertThat(parsed.getOpenAPI().getPaths())
                .containsKeys(
                        "/api/v1/brands",
                        "/api/v1/brands/{brand}",
                        "/api/v1/brands/{brand}/months",
                        "/api/v1/months",
                        "/api/v1/market",
                        "/api/v1/commitments",
                        "/api/v1/alerts",
                        "/api/v1/alerts/{alert_id}",
                        "/api/v1/alerts/stream",
                        "/api/v1/events",
                        "/health/live",
                        "/health/ready",
                        "/metrics");
    }

    @Test
    void shouldAnswerEveryExampleAsDescribed() throws Exception {
        // Given
        JsonNode document = get("/openapi.json");
        String alert = get("/api/v1/alerts").get(0).get("alert_id").asText();
        assertThat(post("application/json", "{\"type\":\"sales\"}").statusCode())
                .isEqualTo(422);
        String letter = get("/api/v1/dead-letters").get(0).get("id").asText();
        List<String> asked = new ArrayList<>();

        // When every operation is asked its examples, without a parameter and with each alone
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            JsonNode operation = path.getValue().path("get");
            JsonNode content =
                    operation.path("responses").path("200").path("content").path("application/json");
            if (content.isMissingNode()) {
                continue;
            }
            String bare = path.getKey().replace("{alert_id}", alert).replace("{letter_id}", letter);
            List<String> queries = new ArrayList<>(List.of(""));
            for (JsonNode parameter : operation.path("parameters")) {
                String name = parameter.get("name").asText();
                if (parameter.get("in").asText().equals("path")) {
                    bare = bare.replace(
                            "{" + name + "}", parameter.path("example").asText());
                } else {
                    assertThat(parameter.has("example"))
                            .as(path.getKey() + " " + name)
                            .isTrue();
                    queries.add(
                            "?" + name + "=" + encoded(parameter.get("example").asText()));
                }
            }
            for (String query : queries) {
                // Then it answers, and as the document says
                assertThat(deviations(document, content.get("schema"), get(bare + query)))
                        .as(bare + query)
                        .isEmpty();
                asked.add(bare + query);
            }
        }
        JsonNode bodies = document.at("/paths/~1api~1v1~1events/post/requestBody/content");
        String one = bodies.at("/application~1json/examples/one/value").toString();
        assertThat(deviations(document, bodies.at("/application~1json/schema"), json.readTree(one)))
                .isEmpty();
        assertThat(deviations(
                        document, bodies.at("/application~1json/schema"), json.readTree(one.replace("units", "unit"))))
                .isNotEmpty();
        String lines = bodies.at("/application~1x-ndjson/example").asText();
        for (HttpResponse<String> answer :
                List.of(post("application/json", one), post("application/x-ndjson", lines))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            JsonNode schema =
                    document.at("/paths/~1api~1v1~1events/post/responses/202/content/application~1json/schema");
            assertThat(deviations(document, schema, json.readTree(answer.body())))
                    .isEmpty();
        }
        assertThat(asked).hasSizeGreaterThan(25);
    }

    private List<?> deviations(JsonNode document, JsonNode schema, JsonNode answer) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole)
                .validate(answer);
    }

    @Test
    void shouldFindADeviationWhereThereIsOne() throws Exception {
        JsonNode document = get("/openapi.json");
        JsonNode schema =
                document.at("/paths/~1api~1v1~1brands~1{brand}/get/responses/200/content/application~1json/schema");

        assertThat(deviations(document, schema, get("/api/v1/market"))).isNotEmpty();
    }

    @Test
    void shouldSayHowCurrentAnAnswerIs() throws Exception {
        HttpResponse<byte[]> answer = send("/api/v1/brands/xiaomi");

        assertThat(answer.headers().firstValue("Bellwether-Position").orElse(""))
                .matches("market.announcements:\\d@\\d+;market.capacity:\\d@\\d+;market.sales:\\d@\\d+");
        assertThat(answer.headers().firstValue("Bellwether-Lag")).contains("0");
        assertThat(answer.headers().firstValue("Bellwether-Stale")).isEmpty();
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void shouldNotSendWhatTheCallerHas() throws Exception {
        String tag = send("/api/v1/market").headers().firstValue("ETag").orElseThrow();

        HttpResponse<byte[]> again = send("/api/v1/market", "If-None-Match", tag);
        HttpResponse<byte[]> other = send("/api/v1/market", "If-None-Match", "W/\"other\"");

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void shouldServeThePageUnderAPolicyThatLetsNothingElseIn() throws Exception {
        for (String path : List.of("/", "/brands", "/brands/xiaomi", "/technology", "/promises")) {
            HttpResponse<byte[]> page = send(path);

            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .startsWith("default-src 'self';")
                    .contains("frame-ancestors 'none'", "require-trusted-types-for 'script'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
        }
    }

    @Test
    void shouldServeWhatThePageIsMadeOfToBeKept() throws Exception {
        String page = new String(send("/").body(), StandardCharsets.UTF_8);
        Matcher assets = Pattern.compile("\"(/assets/[^\"]+)\"").matcher(page);
        int found = 0;
        while (assets.find()) {
            HttpResponse<byte[]> asset = send(assets.group(1));
            assertThat(asset.statusCode()).as(assets.group(1)).isEqualTo(200);
            assertThat(asset.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
            assertThat(asset.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            found++;
        }
        assertThat(found).isEqualTo(5);
        assertThat(page).doesNotContain("http:", "https:");
        assertThat(send("/assets/other/app.js").headers().firstValue("Cache-Control"))
                .contains("no-store");
        assertThat(send("/assets/other/nothing.js").statusCode()).isEqualTo(404);
        assertThat(send("/assets/other/..%2Findex.html").statusCode()).isGreaterThanOrEqualTo(400);
    }

    @Test
    void shouldCompressForWhoWantsIt() throws Exception {
        HttpResponse<byte[]> compressed = send("/api/v1/brands", "Accept-Encoding", "gzip");

        assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes();
        assertThat(plain).isEqualTo(send("/api/v1/brands").body());
    }

    @Test
    void shouldGiveListsInPagesThatMakeUpTheWhole() throws Exception {
        for (String list : List.of(
                "/api/v1/brands", "/api/v1/months?months=2", "/api/v1/alerts?status=all", "/api/v1/commitments")) {
            List<JsonNode> parts = new ArrayList<>();
            String next = list + (list.contains("?") ? "&" : "?") + "limit=2";
            while (next != null) {
                HttpResponse<byte[]> page = send(next);
                JsonNode entries = json.readTree(page.body());
                assertThat(entries.size()).isBetween(1, 2);
                entries.forEach(parts::add);
                next = page.headers()
                        .firstValue("Link")
                        .map(link -> link.substring(1, link.indexOf('>')))
                        .orElse(null);
            }
            List<JsonNode> whole = new ArrayList<>();
            get(list).forEach(whole::add);

            assertThat(parts).as(list).hasSizeGreaterThan(3).isEqualTo(whole);
        }
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() throws Exception {
        for (String path : List.of(
                "/api/v1/brands?asof=2024-06-30",
                "/api/v1/brands?limit=0",
                "/api/v1/brands?limit=1&limit=2",
                "/api/v1/alerts?severity=LOUD",
                "/api/v1/brands/xiaomi/months?from=2024",
                "/api/v1/brands/xiaomi/months?from=2024-10&to=2024-01",
                "/api/v1/brands/" + "x".repeat(201))) {
            HttpResponse<byte[]> answer = send(path);

            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
        assertThat(send("/api/v1/nothing").statusCode()).isEqualTo(404);
        assertThat(send("/api/v1/alerts/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldTellOfEachMonthWhatWasSaidAndWhatCounts() throws Exception {
        JsonNode months = get("/api/v1/brands/xiaomi/months?from=2024-10&to=2024-10");

        JsonNode october = months.get(0);
        assertThat(months).hasSize(1);
        assertThat(october.get("units").asLong()).isEqualTo(20_726);
        assertThat(october.get("closed").asBoolean()).isTrue();
        assertThat(october.get("statements"))
                .anySatisfy(statement -> {
                    assertThat(statement.get("source").asText()).isEqualTo("cpca");
                    assertThat(statement.get("counts").asBoolean()).isTrue();
                })
                .anySatisfy(statement -> {
                    assertThat(statement.get("qualifier").asText()).isEqualTo("AT_LEAST");
                    assertThat(statement.get("why_not").asText())
                            .isEqualTo("a part of the month; cpca covers all of it");
                });
        assertThat(get("/api/v1/brands/xiaomi/months?from=2024-10&to=2024-10&as_of=2024-09-30")
                        .findValues("counts"))
                .isEmpty();
        assertThat(send("/api/v1/brands/nobody/months").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldTellWhatAMonthWasFirstSaidToBe() throws Exception {
        JsonNode october =
                get("/api/v1/brands/xiaomi/months?from=2024-10&to=2024-10").get(0);

        assertThat(october.get("revisions").toString())
                .isEqualTo("[{\"as_of\":\"2024-11-01\",\"units\":20000,\"qualifier\":\"AT_LEAST\"},"
                        + "{\"as_of\":\"2024-11-10\",\"units\":20726,\"qualifier\":\"EXACT\"}]");
        assertThat(october.get("capacity"))
                .isEqualTo(get("/api/v1/brands/xiaomi").at("/metrics/capacity"));
    }

    @Test
    void shouldTellTheMonthsOfAllBrandsAtOnceAsOfEach() throws Exception {
        for (String day : List.of("", "&as_of=2024-06-30")) {
            JsonNode all = get("/api/v1/months?months=6" + day);

            assertThat(all).hasSizeGreaterThan(8);
            for (JsonNode brand : all) {
                JsonNode own = get("/api/v1/brands/" + brand.get("brand").asText() + "/months?limit=6" + day);
                List<String> months = new ArrayList<>();
                own.forEach(month -> {
                    if (!month.get("units").isNull()) {
                        months.add(month.get("month") + " " + month.get("units") + " " + month.get("closed"));
                    }
                });
                List<String> told = new ArrayList<>();
                brand.get("months")
                        .forEach(month ->
                                told.add(month.get("month") + " " + month.get("units") + " " + month.get("closed")));
                assertThat(told).as(brand.get("brand") + day).isEqualTo(months);
            }
        }
    }

    @Test
    void shouldTellAnAlertsWholeLife() throws Exception {
        // Given a surge that a restatement takes back
        String deliveries = """
                {"type":"sales","brand":"lifeline","measure":"DELIVERIES","granularity":"MONTH","period_start":"%s","units":%d,\
                "source":"s","source_tier":"OFFICIAL","published_at":"%s"}
                """;
        post(
                "application/x-ndjson",
                deliveries.formatted("2024-08-01", 2_000, "2024-09-01")
                        + deliveries.formatted("2024-09-01", 4_000, "2024-10-01"));
        awaitSurge("open", "OPENED");
        post("application/x-ndjson", deliveries.formatted("2024-09-01", 2_100, "2024-10-02"));
        JsonNode resolved = awaitSurge("resolved", "RESOLVED");

        // When
        JsonNode life = get("/api/v1/alerts/" + resolved.get("alert_id").asText());

        // Then
        assertThat(life.findValuesAsText("status")).containsExactly("OPENED", "RESOLVED");
        assertThat(life.get(1)).isEqualTo(resolved);
    }

    private JsonNode awaitSurge(String among, String status) {
        String path = "/api/v1/alerts?brand=lifeline&rule=DELIVERIES_SURGE&status=" + among;
        return await().atMost(PATIENCE)
                .until(
                        () -> get(path),
                        found -> found.findValuesAsText("status").equals(List.of(status)))
                .get(0);
    }

    @Test
    void shouldShowMonthsAndTheLifeOfAnAlertAsTables() throws Exception {
        String alert = get("/api/v1/alerts?brand=xiaomi&rule=DELIVERY_BOTTLENECK")
                .get(0)
                .get("alert_id")
                .asText();

        Program months = query("months", "xiaomi", "--from", "2024-10");
        Program life = query("alert", alert);
        Program wrong = query("months", "xiaomi", "--measure", "LOVE");

        assertThat(months.out())
                .containsPattern("2024-10 +20,726 +EXACT +total")
                .containsPattern("20,000 +AT_LEAST +SPAN 2024-10-01 .* a part of the month; cpca covers all of it")
                .containsPattern("20,000 +AT_LEAST +MONTH 2024-10-01 .* cpca is of a better tier");
        assertThat(life.out()).containsPattern("OPENED +[A-Z]+ +DELIVERY_BOTTLENECK +xiaomi");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err()).contains("measure must be one of", "DELIVERIES");
    }

    private Program query(String... question) {
        return Program.run(Stream.concat(Stream.of("query", "--url", pipeline.api()), Arrays.stream(question))
                .toArray(String[]::new));
    }

    @Test
    void shouldTakeEventsInOnceAndSayWhatBecameOfEach() throws Exception {
        // Given an event that is new, again as it is, and one that is wrong
        String body = EVENT.formatted("posted", "4321") + "\n" + EVENT.formatted("posted", "4321") + "\n"
                + EVENT.formatted("posted", "-1") + "\n";

        // When
        HttpResponse<String> first = post("application/x-ndjson", body);
        HttpResponse<String> again = post("application/json", "[" + EVENT.formatted("posted", "4321") + "]");
        String known = new String(
                Files.readAllBytes(directory.resolve("events").resolve("capacity.jsonl")), StandardCharsets.UTF_8);
        HttpResponse<String> shipped = post("application/x-ndjson", known);
        HttpResponse<String> wrong = post("application/json", EVENT.formatted("posted", "-1"));
        HttpResponse<String> many = post("application/json", "[" + "1,".repeat(10_000) + "1]");
        HttpResponse<String> large = post("application/json", " ".repeat(1_000_001));

        // Then
        assertThat(first.statusCode()).isEqualTo(202);
        JsonNode receipt = json.readTree(first.body());
        assertThat(receipt.findValuesAsText("result")).containsExactly("accepted", "duplicate", "refused");
        assertThat(receipt.get("events").get(2).get("field").asText()).isEqualTo("units");
        assertThat(json.readTree(again.body()).findValuesAsText("result")).containsExactly("duplicate");
        assertThat(json.readTree(shipped.body()).get("accepted").asInt()).isZero();
        assertThat(json.readTree(shipped.body()).get("duplicate").asInt()).isPositive();
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(many.statusCode()).isEqualTo(413);
        assertThat(large.statusCode()).isEqualTo(413);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get("/api/v1/brands/posted")
                                .get("metrics")
                                .get("deliveries")
                                .asLong())
                        .isEqualTo(4_321));
    }

    @Test
    void shouldTakeRowsInAsEventsAndSayBeforehandWhatWouldBecomeOfThem() throws Exception {
        // Given rows as a spreadsheet saves them, of another encoding, and one that is no event
        String columns = "/api/v1/events?number_format=1.234,5&set=type=sales,source=amt,source_tier=REGISTRATION"
                .replace(",5", "%2C5");
        byte[] rows = String.join(
                        "\r\n",
                        "brand;measure;period_start;granularity;units;published_at",
                        "rows-a;DELIVERIES;2024-09-01;MONTH;1.310;2024-11-05",
                        "rows-\u00e4;DELIVERIES;2024-09-01;MONTH;12;2024-11-05",
                        "rows-b;DELIVERIES;2024-09-01;MONTH;1,5;2024-11-05")
                .getBytes(Charset.forName("windows-1252"));
        String type = "text/csv; charset=windows-1252";

        // When
        JsonNode beforehand = json.readTree(post(columns + "&dry_run=true", type, rows));
        JsonNode then = json.readTree(post(columns, type, rows));
        JsonNode again = json.readTree(post(columns, type, rows));

        // Then a dry run says the same, and takes nothing
        assertThat(beforehand.path("accepted").asInt()).isEqualTo(2);
        assertThat(beforehand.path("refused").asInt()).isEqualTo(1);
        assertThat(then.path("accepted").asInt()).isEqualTo(2);
        assertThat(then.path("events").get(2).path("field").asText()).isEqualTo("units");
        assertThat(again.path("duplicate").asInt()).isEqualTo(2);
    }

    @Test
    void shouldTakeBodiesThatBeginWithAByteOrderMark() throws Exception {
        // Given
        String event = EVENT.formatted("marked", 7);

        // When, then
        for (String type : List.of("application/json", "application/x-ndjson")) {
            String mark = "\uFEFF";
            assertThat(post(type, mark + event).body()).contains("\"refused\":0");
            assertThat(post(type, mark + "[" + event + "]").body()).contains("\"refused\":0");
        }
    }

    @Test
    void shouldKeepWithAnAlertWhoHasSeenIt() throws Exception {
        // Given
        String id = get("/api/v1/alerts").get(0).get("alert_id").asText();
        String path = "/api/v1/alerts/" + encoded(id) + "/acknowledgement";

        // When
        HttpResponse<String> taken = post(path, "application/json", "{\"by\":\"li.wei\",\"note\":\"Asked.\"}");
        Program ack =
                Program.run("alerts", "ack", id, "--note", "Second shift", "--by", "zhao", "--url", pipeline.api());
        Program unknown = Program.run("alerts", "ack", "no-such-id", "--note", "x", "--url", pipeline.api());

        // Then
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
        assertThat(json.readTree(taken.body()).get("by").asText()).isEqualTo("li.wei");
        assertThat(ack.status()).as(ack.err()).isZero();
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).contains("no alert with the id 'no-such-id'");
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode life = get("/api/v1/alerts/" + encoded(id));
            JsonNode acknowledged = life.get(life.size() - 1).get("acknowledged");
            assertThat(acknowledged.path("note").asText()).isEqualTo("Second shift");
            assertThat(acknowledged.path("by").asText()).isEqualTo("zhao");
            assertThat(acknowledged.path("at").asText()).isNotBlank();
        });
        for (String wrong : List.of(
                "[]",
                "{",
                "{\"by\":\"a\"}",
                "{\"by\":\"a\",\"note\":\" \"}",
                "{\"note\":1,\"by\":\"a\"}",
                "{\"by\":\"a\",\"note\":\"b\",\"at\":\"c\"}")) {
            assertThat(post(path, "application/json", wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    void shouldTellOperatorsHowItIs() throws Exception {
        String meters = new String(send("/metrics").body(), StandardCharsets.UTF_8);

        assertThat(get("/health/live").get("status").asText()).isEqualTo("live");
        assertThat(get("/health/ready").get("status").asText()).isEqualTo("ready");
        assertThat(meters)
                .containsPattern("bellwether_events_total\\{outcome=\"accepted\"\\} [5-7][0-9][0-9]")
                .containsPattern(
                        "bellwether_alert_transitions_total\\{rule=\"DELIVERY_BOTTLENECK\",transition=\"opened\"\\} [1-9]")
                .contains(
                        "bellwether_running 1.0",
                        "bellwether_lag_records",
                        "bellwether_restore_remaining_records",
                        "bellwether_alerts_held",
                        "bellwether_http_requests_seconds_bucket{route=\"/api/v1/",
                        "kafka_consumer_fetch_manager_records_lag",
                        "kafka_stream_thread_",
                        "kafka_producer_",
                        "jvm_memory_used_bytes");
    }
}
