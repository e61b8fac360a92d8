package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.app.terminal.Console;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The verbs and options, as help, completion and the documents show them. */
class CommandTreeTest {

    private static final List<String> CLUSTER =
            List.of("--bootstrap-server", "--schema-registry", "--topic-prefix", "--config");

    @TempDir
    Path directory;

    private static CommandLine whole() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Console console = new Console(new ByteArrayInputStream(new byte[0]), nowhere, nowhere, false, false);
        Bellwether program = new Bellwether();
        return CommandTree.whole(program, new VerbFactory(new Context(program, console, Map.of())));
    }

    private static Stream<CommandLine> commands() {
        return all(whole());
    }

    private static Stream<CommandLine> all(CommandLine line) {
        return Stream.concat(
                Stream.of(line), line.getSubcommands().values().stream().flatMap(CommandTreeTest::all));
    }

    private static String path(CommandLine line) {
        return line.getCommandSpec().qualifiedName();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldSummariseEveryVerbInOneSentence(CommandLine line) {
        String[] description = line.getCommandSpec().usageMessage().description();

        assertThat(description).as(path(line)).isNotEmpty();
        assertThat(description[0]).as(path(line)).matches("[A-Z].{5,160}\\.");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldHelpAloneAsWithinTheWholeTree(CommandLine line) {
        String[] words = path(line).split(" ", -1);
        String[] verbs = Arrays.copyOfRange(words, 1, words.length);

        Program byOption = Program.run(
                Stream.concat(Arrays.stream(verbs), Stream.of("--help")).toArray(String[]::new));
        Program byVerb = Program.run(
                Stream.concat(Stream.of("help"), Arrays.stream(verbs)).toArray(String[]::new));

        assertThat(byOption.status()).isZero();
        assertThat(byOption.out()).isEqualTo(line.setUsageHelpAutoWidth(true).getUsageMessage());
        assertThat(byVerb).isEqualTo(byOption);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query",
                "query alerts",
                "alerts ack",
                "table suggest",
                "template",
                "backtest",
                "score",
                "rules check",
                "rules test",
                "rules shipped",
                "install",
                "completion",
                "help"
            })
    void shouldListNoOptionOfTheClusterWhereNoneIsUsed(String verb) {
        String help = Program.run((verb + " --help").split(" ", -1)).out();

        assertThat(CLUSTER).noneMatch(option -> help.contains(option + "="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish", "streams", "topics", "alerts", "retract", "rules apply", "dead-letters list"})
    void shouldListTheOptionsOfTheClusterWhereTheyAreUsed(String verb) {
        String help = Program.run((verb + " --help").split(" ", -1)).out();

        assertThat(CLUSTER).allMatch(option -> help.contains(option + "="));
    }

    @Test
    void shouldTakeOptionsOfTheClusterWithAnyVerb() {
        Program run = Program.run("rules", "shipped", "--bootstrap-server", "127.0.0.1:1");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("DELIVERY_BOTTLENECK");
    }

    @Test
    void shouldFindAVerbInAnArgumentFile() throws Exception {
        Path file = Files.writeString(directory.resolve("arguments"), "rules shipped");

        assertThat(Program.run("@" + file).out()).contains("DELIVERY_BOTTLENECK");
    }

    @Test
    void shouldShowHelpWithoutAVerb() {
        Program bare = Program.run();

        assertThat(bare.status()).isZero();
        assertThat(bare.out()).isEqualTo(Program.run("--help").out());
    }

    @Test
    void shouldSayWhichVerbsThereAreIfHelpIsAskedForAnother() {
        Program run = Program.run("help", "qery");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("no verb 'qery'", "query");
    }

    /** Rewritten with {@code -Dverbs.update=true}. */
    @Test
    void shouldSayInTheDocumentWhatHelpSays() throws Exception {
        Path file = Path.of("..", "docs", "verbs.md");
        String said = VerbsDocument.of(whole());
        if (Boolean.getBoolean("verbs.update")) {
            Files.writeString(file, said);
        }

        assertThat(file).content().isEqualTo(said);
    }

    @Test
    void shouldFindTheVerbBehindOptionsOfTheProgram() {
        Program run = Program.run("--topic-prefix", "x-", "--debug", "rules", "shipped");

        assertThat(run.out()).contains("DELIVERY_BOTTLENECK");
    }

    @Test
    void shouldNameNoOptionInTheDocumentThatThereIsNot() throws Exception {
        TreeSet<String> known = new TreeSet<>();
        commands().forEach(line -> line.getCommandSpec().optionsMap().keySet().forEach(known::add));

        List<String> named = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*")
                .matcher(Files.readString(Path.of("..", "docs", "options.md")))
                .results()
                .map(MatchResult::group)
                .toList();

        assertThat(named).hasSizeGreaterThan(20).allMatch(known::contains);
    }
}
