package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.app.instance.AllInOne;
import io.bellwether.app.settings.Settings;
import io.bellwether.app.terminal.Console;
import io.bellwether.app.terminal.TerminalStream;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.publish.Progress;
import io.bellwether.schemas.Topics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code query} prints, asked of a running pipeline that holds the shipped events of two brands. */
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueryVerbTest {

    private static final LocalDate UNTIL = LocalDate.of(2024, 11, 11);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    static Path directory;

    private final ObjectMapper json = new ObjectMapper();
    private AllInOne pipeline;

    @BeforeAll
    void publishTwoBrands() throws Exception {
        Path all = directory.resolve("all");
        DemoData.write(all, UNTIL);
        Path events = directory.resolve("events.jsonl");
        try (Stream<Path> files = Files.list(all)) {
            for (Path file : files.sorted().toList()) {
                Files.write(
                        events,
                        Files.readAllLines(file).stream()
                                .filter(line -> line.contains("\"xiaomi\"") || line.contains("\"byd\""))
                                .toList(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
        }
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

    private Program query(String... words) {
        return Program.run(
                Map.of("BELLWETHER_URL", pipeline.api()),
                Stream.concat(Stream.of("query"), Stream.of(words)).toArray(String[]::new));
    }

    private JsonNode api(String path) throws Exception {
        return json.readTree(HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(pipeline.api() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }

    /** On a terminal of this width that shows colours. */
    private String onTerminal(int columns, Map<String, String> environment, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                new TerminalStream(printed),
                new TerminalStream(printed),
                true,
                true,
                columns);
        String[] all = Stream.concat(Stream.of("query", "--url", pipeline.api()), Stream.of(words))
                .toArray(String[]::new);
        assertThat(Bellwether.run(all, console, environment)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "targets, /api/v1/targets",
        "targets --brand xiaomi --status open, /api/v1/targets?brand=xiaomi&status=OPEN",
        "targets --as-of 2024-05-01, /api/v1/targets?as_of=2024-05-01",
        "changes --from 2024-10-01, /api/v1/changes?from=2024-10-01",
        "changes --from 2024-09-01 --to 2024-10-01 --brand xiaomi,"
                + " /api/v1/changes?from=2024-09-01&to=2024-10-01&brand=xiaomi",
        "calendar, /api/v1/calendar",
        "calendar --brand byd --as-of 2024-09-15, /api/v1/calendar?brand=byd&as_of=2024-09-15",
        "alerts --as-of 2024-10-30, /api/v1/alerts?as_of=2024-10-30",
        "alerts --rule DELIVERY_BOTTLENECK, /api/v1/alerts?rule=DELIVERY_BOTTLENECK"
    })
    void shouldPrintTheAnswerOfTheApiForPrograms(String words, String path) throws Exception {
        Program run = query((words + " --json").split(" ", -1));

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(json.readTree(run.out())).isEqualTo(api(path)).isNotEmpty();
    }

    @Test
    void shouldShowTargetsAsATable() {
        Program run = query("targets");

        assertThat(run.out())
                .containsPattern("brand +period +first_units +units ")
                .containsPattern("xiaomi +2024 +76,000 +120,000 .* 0\\.75 +OPEN");
    }

    @Test
    void shouldShowWhatChangedAndByWhichStatements() {
        Program run = query("changes", "--from", "2024-11-09", "--to", "2024-11-10");

        assertThat(run.out())
                .containsPattern("brand +model +figure +month +before +after +by")
                .containsPattern("xiaomi .* DELIVERIES +2024-10 +20,000 AT_LEAST +20,726 +cpca 2024-11-10");
    }

    @Test
    void shouldShowTheFiguresDueNext() {
        Program run = query("calendar");

        assertThat(run.out())
                .containsPattern("due_on +brand +month +usual_lag_days +late_days")
                .containsPattern("2024-12-\\d\\d +byd +2024-11");
    }

    @Test
    void shouldShowTheAlertsOfAPastDayWithTheirIds() throws Exception {
        String id = api("/api/v1/alerts?as_of=2024-10-30&rule=DELIVERY_BOTTLENECK")
                .get(0)
                .get("alert_id")
                .asText();

        Program run = query("alerts", "--as-of", "2024-10-30");

        assertThat(run.out()).containsPattern("CRITICAL +DELIVERY_BOTTLENECK +xiaomi .*" + id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alerts --brand xaomi | no statement about brand 'xaomi'; did you mean xiaomi?",
                "targets --brand xaomi | no statement about brand 'xaomi'; did you mean xiaomi?",
                "brand xaomi | no statement about brand 'xaomi'; did you mean xiaomi?",
                "months xaomi | no statement about brand 'xaomi'; did you mean xiaomi?",
                "model xiaomi SU8 | no sales statement about model 'SU8' of brand 'xiaomi'; did you mean SU7?",
                "alerts --rule DATA_GAPP | no alert of a rule 'DATA_GAPP' was ever open; did you mean DATA_GAP?",
                "alerts --severity CRITICL | severity must be one of [INFO, WARNING, CRITICAL]",
                "targets --status MISED | status must be one of"
            })
    void shouldRefuseANameThatNobodyKnows(String words, String message) {
        Program run = query(words.split(" ", -1));

        assertThat(run.status()).isOne();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("bellwether: " + message);
    }

    @Test
    void shouldSayThatAKnownRuleHasNoAlert() {
        Program run = query("alerts", "--rule", "TARGET_MISSED");

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualToIgnoringNewLines("No such alert is open.");
    }

    @Test
    void shouldFitTheTerminalAndColourSeverities() {
        String wide = onTerminal(150, Map.of(), "alerts");
        String narrow = onTerminal(60, Map.of("NO_COLOR", ""), "alerts");

        assertThat(wide).containsPattern("\u001B\\[1;31mCRITICAL\u001B\\[0m +DELIVERY_BOTTLENECK");
        assertThat(wide.replaceAll("\u001B\\[[0-9;]*m", "").lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(150));
        assertThat(narrow).doesNotContain("\u001B").containsPattern("(?m)^rule +DELIVERY_BOTTLENECK$");
    }
}
