package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Completion in shells, and what {@code install} puts where. */
class CompletionTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "bellwether que, query",
        "bellwether query ca, calendar",
        "bellwether query alerts --seve, --severity",
        "bellwether query alerts --severity CR, CRITICAL",
        "bellwether completion f, fish"
    })
    void shouldCompleteInBash(String typed, String completed) throws Exception {
        Path script = Files.writeString(
                directory.resolve("completion"),
                Program.run("completion", "bash").out());
        String asked = "source " + script + "; COMP_WORDS=(" + typed + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1));"
                + " COMP_LINE='" + typed + "'; COMP_POINT=${#COMP_LINE}; _complete_bellwether;"
                + " printf '%s\\n' \"${COMPREPLY[@]}\"";

        Process bash = new ProcessBuilder("bash", "-c", asked).start();
        String reply = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(reply.lines().map(String::strip)).contains(completed);
    }

    @Test
    void shouldCompleteVerbsOptionsAndWordsInFish() {
        String script = Program.run("completion", "fish").out();

        assertThat(script.lines())
                .contains("complete -c bellwether -n '__bellwether_at ' -a query -d 'Asks a running instance.'")
                .anyMatch(line -> line.startsWith("complete -c bellwether -n '__bellwether_at query alerts'")
                        && line.contains("-l severity -r -a 'INFO WARNING CRITICAL'"))
                .noneMatch(line -> line.contains("query alerts") && line.contains("bootstrap-server"));
    }

    @Test
    void shouldInstallALinkWithCompletionAndTakeThemBack() throws Exception {
        // Given a launcher
        Path launcher = Files.writeString(directory.resolve("launcher"), "#!/bin/sh\n");
        Path home = directory.resolve("home");
        Path link = home.resolve(".local/bin/bellwether");
        System.setProperty("bellwether.launcher", launcher.toString());
        try {
            // When
            Program first = Program.run(Map.of("HOME", home.toString(), "PATH", "/bin"), "install");
            Program again = Program.run(Map.of("HOME", home.toString(), "PATH", link.getParent() + ":/bin"), "install");

            // Then
            assertThat(first.err()).isEmpty();
            assertThat(first.out()).contains(link.getParent() + " is not on the PATH");
            assertThat(again.out()).doesNotContain("not on the PATH");
            assertThat(Files.readSymbolicLink(link)).isEqualTo(launcher);
            assertThat(home.resolve(".local/share/bash-completion/completions/bellwether"))
                    .content()
                    .contains("_complete_bellwether");

            Program removed = Program.run(Map.of("HOME", home.toString()), "uninstall");

            assertThat(removed.status()).isZero();
            assertThat(removed.out()).contains("removed " + link, "The program is in " + directory);
            assertThat(link).doesNotExist();
            assertThat(home.resolve(".config/fish/completions/bellwether.fish")).doesNotExist();
        } finally {
            System.clearProperty("bellwether.launcher");
        }
    }

    @Test
    void shouldOverwriteNoFileOfSomebodyElse() throws Exception {
        Path file = Files.writeString(directory.resolve("bellwether"), "mine");
        System.setProperty("bellwether.launcher", directory.resolve("launcher").toString());
        try {
            Program run = Program.run(Map.of("HOME", directory.toString()), "install", "--dir", directory.toString());

            assertThat(run.status()).isOne();
            assertThat(file).hasContent("mine");
        } finally {
            System.clearProperty("bellwether.launcher");
        }
    }
}
