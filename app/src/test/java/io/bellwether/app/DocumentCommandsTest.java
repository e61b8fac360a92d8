package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.app.terminal.Console;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Every command of the program in every document has verbs and options that there are, and all that they need. */
class DocumentCommandsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```[a-z]*\\n(.*?)^ *```");
    private static final Pattern INLINE = Pattern.compile("`((?:\\./)?bellwether [^`]+)`");
    /** A command of ours within a line of a shell, up to whatever is not of its arguments. */
    private static final Pattern COMMAND = Pattern.compile(
            "(?:^|[;&|(])\\s*(?:[A-Z_]+=\\S+\\s+)*(?:\\./)?bellwether((?:\\s+(?:'[^']*'|\"[^\"]*\"|[^\\s;&|<>()#'\"]+))+)");

    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");

    private final CommandLine line = whole();

    private static CommandLine whole() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Console console = new Console(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, false, false);
        Bellwether program = new Bellwether();
        return CommandTree.whole(program, new VerbFactory(new Context(program, console, Map.of())))
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Test
    void shouldParseEveryCommandOfEveryDocument() throws IOException {
        List<String> wrong = new ArrayList<>();
        int commands = 0;
        for (Path document : documents()) {
            String text = Files.readString(document);
            Matcher fenced = FENCED.matcher(text);
            while (fenced.find()) {
                for (String shell : fenced.group(1).replace("\\\n", " ").lines().toList()) {
                    for (String command : commands(shell)) {
                        commands++;
                        problem(command, true).ifPresent(why -> wrong.add(document + ": " + why));
                    }
                }
            }
            Matcher inline = INLINE.matcher(FENCED.matcher(text).replaceAll(""));
            while (inline.find()) {
                for (String command : commands(inline.group(1))) {
                    commands++;
                    problem(command, false).ifPresent(why -> wrong.add(document + ": " + why));
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(commands).isGreaterThan(80);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            ./bellwether qeury brands                                 ; Unmatched
            ./bellwether query brands --as-off 2024-11-11             ; Unknown option
            ./bellwether retract                                      ; Missing
            TOKEN=1 bellwether publish --dry-run a.jsonl | tee --out x;
            bellwether query alerts --brand xiaomi   # --of-all       ;
            """)
    void shouldFindAMistake(String shell, String mistake) {
        List<String> commands = commands(shell);

        assertThat(commands).hasSize(1);
        assertThat(problem(commands.get(0), true).orElse("")).contains(mistake == null ? "" : mistake);
        assertThat(problem(commands.get(0), true).isPresent()).isEqualTo(mistake != null);
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 4)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().matches(".*/(target|node_modules|\\.git)/.*"))
                    .filter(file -> !file.endsWith("CHANGELOG.md"))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The commands of a line; without an output of the program that only begins with its name. */
    private static List<String> commands(String line) {
        List<String> commands = new ArrayList<>();
        Matcher matcher = COMMAND.matcher(line);
        while (matcher.find()) {
            commands.add(matcher.group(1).strip());
        }
        return commands;
    }

    /** What is wrong with a command; a sentence's may leave out what it needs. */
    private Optional<String> problem(String command, boolean isWhole) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            words.add(matcher.group().replaceAll("['\"]", ""));
        }
        words.remove("..."); // and so on
        try {
            line.parseArgs(words.toArray(String[]::new));
            return Optional.empty();
        } catch (MissingParameterException e) {
            return isWhole ? Optional.of(command + ": " + e.getMessage()) : Optional.empty();
        } catch (ParameterException e) {
            return Optional.of(command + ": " + e.getMessage());
        }
    }
}
