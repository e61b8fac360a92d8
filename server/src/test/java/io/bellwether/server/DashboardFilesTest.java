package io.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboard's files say the same as what they are used with. */
class DashboardFilesTest {

    private static final Path FOLDER = Path.of("src/main/resources/dashboard");
    private static final Pattern ROUTE = Pattern.compile("^  \\['(/[^']*)', '([a-z]+)'\\],$", Pattern.MULTILINE);
    private static final String QUOTED = "'((?:[^'\\\\]|\\\\.)*)'";
    /** {@code t('text')}, or {@code tn(n, 'one', 'more')}, of which the second is looked up. */
    private static final Pattern TEXT =
            Pattern.compile("\\bt\\(" + QUOTED + "|\\btn\\([^']*" + QUOTED + ",\\s*" + QUOTED);

    private static final Pattern KEY = Pattern.compile("^  '((?:[^'\\\\]|\\\\.)*)': '", Pattern.MULTILINE);

    @Test
    void shouldServeEveryFileOfTheFolder() throws Exception {
        List<String> listed = Files.readAllLines(FOLDER.resolve("files.txt"));

        assertThat(listed)
                .as("files.txt names every asset: ls *.js *.css *.svg > files.txt")
                .containsExactlyInAnyOrderElementsOf(assets());
    }

    private static List<String> assets() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches(".*\\.(js|css|svg)"))
                    .toList();
        }
    }

    @Test
    void shouldAnswerThePathsThatTheScriptRoutes() throws Exception {
        String router = Files.readString(FOLDER.resolve("router.js"));
        List<String> paths =
                ROUTE.matcher(router).results().map(found -> found.group(1)).toList();

        assertThat(paths).containsExactlyInAnyOrderElementsOf(Dashboard.PAGES);
        assertThat(ROUTE.matcher(router).results().map(found -> found.group(2) + ".js"))
                .allMatch(file -> Files.exists(FOLDER.resolve(file)));
    }

    @Test
    void shouldHaveEveryTextInChinese() throws Exception {
        TreeSet<String> known = new TreeSet<>();
        for (String file : List.of("zh.js", "zh-words.js", "zh-intake.js")) {
            KEY.matcher(Files.readString(FOLDER.resolve(file))).results().forEach(found -> known.add(found.group(1)));
        }
        TreeSet<String> missing = new TreeSet<>();
        for (String file : assets()) {
            if (file.endsWith(".js") && !file.startsWith("zh")) {
                Matcher matcher = TEXT.matcher(Files.readString(FOLDER.resolve(file)));
                while (matcher.find()) {
                    String text = matcher.group(1) == null ? matcher.group(3) : matcher.group(1);
                    if (!known.contains(text)) {
                        missing.add(file + ": " + text);
                    }
                }
            }
        }

        assertThat(known).hasSizeGreaterThan(400);
        assertThat(missing).as("texts without a Chinese one in zh.js").isEmpty();
    }
}
