package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellwether.app.settings.Settings;
import io.bellwether.local.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Runs every command of docs/guide/README.md, in its order, at ports that are free. */
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuideTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    static Path directory;

    private final String secondPort = String.valueOf(Ports.free());
    private final String alertsPort = String.valueOf(Ports.free());
    private final List<AutoCloseable> running = new ArrayList<>();
    private final Map<String, Program> runs = new LinkedHashMap<>();
    private List<String> cluster = List.of();
    private String api = "";

    @BeforeAll
    void followTheGuide() throws Exception {
        String guide = Files.readString(Path.of("..", "docs", "guide", "README.md"));
        for (String command : COMMANDS.matcher(guide)
                .results()
                .map((MatchResult block) -> block.group(1))
                .flatMap(String::lines)
                .toList()) {
            assertThat(command).startsWith("./bellwether ");
            follow(command, command.substring("./bellwether ".length()).split(" ", -1));
        }
    }

    @AfterAll
    void stop() throws Exception {
        for (int i = running.size() - 1; i >= 0; i--) {
            running.get(i).close();
        }
    }

    private void follow(String command, String... shown) throws Exception {
        List<String> words =
                new ArrayList<>(Arrays.stream(shown).map(GuideTest::here).toList());
        words.replaceAll(word -> word.replace("7081", secondPort).replace("7090", alertsPort));
        switch (words.get(0)) {
            case "up" -> {
                VerbProcess up = VerbProcess.up(Path.of(words.get(2)));
                running.add(up);
                Settings settings = up.awaitUp();
                cluster = List.of(
                        "--bootstrap-server=" + settings.bootstrapServers(),
                        "--schema-registry=" + settings.schemaRegistry());
                api = up.awaitLine("query API").trim().split("\\s+", -1)[2];
            }
            case "streams", "alerts" -> {
                words.addAll(cluster);
                running.add(VerbProcess.start(words.toArray(String[]::new)));
            }
            case "query" -> {
                if (!words.contains("--url")) {
                    words.addAll(1, List.of("--url", api));
                }
                await(command)
                        .atMost(PATIENCE)
                        .until(() -> run(command, words).out().contains("xiaomi"));
            }
            case "demo" -> {
                words.addAll(List.of("--data-dir", directory.resolve("demo").toString()));
                run(command, words);
            }
            case "backtest" -> run(command, words);
            default -> {
                words.addAll(cluster);
                run(command, words);
            }
        }
    }

    /** Files and folders that the guide makes go elsewhere; the data is the module's. */
    private static String here(String word) {
        return word.equals("app/src/main/resources/data")
                ? "src/main/resources/data"
                : word.matches("figures|pipeline|second|jsonl:.*") ? inDirectory(word) : word;
    }

    private static String inDirectory(String word) {
        return word.startsWith("jsonl:")
                ? "jsonl:" + directory.resolve(word.substring(6))
                : directory.resolve(word).toString();
    }

    private Program run(String command, List<String> words) {
        Program run = Program.run(words.toArray(String[]::new));
        runs.put(command, run);
        return run;
    }

    @Test
    void shouldRunEveryCommand() {
        assertThat(runs)
                .hasSizeGreaterThan(6)
                .allSatisfy((command, run) -> assertThat(run.status())
                        .as("%s: %s", command, run.err())
                        .isZero());
    }

    @Test
    void shouldShowTheSignalsOfTheDemo() {
        assertThat(runs.get("./bellwether demo --exit").out())
                .contains("DELIVERY_BOTTLENECK  xiaomi\n  since 2024-10-28");
    }

    /** The README shows a signal of the demo, its lines broken and links cut off. */
    @Test
    void shouldPrintTheSignalOfTheReadme() throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        String signal = readme.substring(readme.indexOf("```\nCRITICAL opened") + 4);
        String shown = signal.substring(0, signal.indexOf("```"));

        String printed = runs.get("./bellwether demo --exit").out().replaceAll("\\s+", " ");

        assertThat(shown.lines().map(line -> line.strip().replaceAll("https?://\\.\\.\\.$|^\\.\\.\\.$", "")))
                .hasSizeGreaterThan(10)
                .allSatisfy(line -> assertThat(printed).contains(line.replaceAll("\\s+", " ")));
    }

    @Test
    void shouldAnswerAlikeFromBothInstances() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            String first =
                    Program.run("query", "--url", api, "--json", "alerts").out();
            String second = Program.run("query", "--url", "http://127.0.0.1:" + secondPort, "--json", "alerts")
                    .out();
            assertThat(first).contains("DELIVERY_BOTTLENECK").isEqualTo(second);
        });
    }

    @Test
    void shouldFollowAlertsIntoTheFile() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(Files.readString(directory.resolve("alerts.jsonl")))
                        .contains("DELIVERY_BOTTLENECK"));
    }
}
