package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.local.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BellwetherTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "demo",
                "streams",
                "publish",
                "ingest",
                "dead-letters",
                "alerts",
                "query",
                "backtest",
                "topics"
            })
    void shouldHelpWithEachVerb(String verb) {
        Program run = Program.run(verb, "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Usage: bellwether " + verb).contains("--debug");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void shouldEndABacktestOfWhatIsRefusedWithStatusOneUnlessThatIsAllowed(@TempDir Path folder) throws IOException {
        // Given
        String file = Files.writeString(folder.resolve("events.jsonl"), "{\"type\":\"sale\"}\n")
                .toString();

        // When, then
        assertThat(Program.run("backtest", file).status()).isEqualTo(1);
        assertThat(Program.run("backtest", file, "--allow-refused").status()).isZero();
    }

    @Test
    void shouldAnswerWrongUsageWithALineAndStatusTwo() {
        Program run = Program.run("topcs");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("'topcs'", "topics").doesNotContain("\tat ");
    }

    @Test
    void shouldAnswerAWrongSettingWithStatusTwo() {
        Program run = Program.run(Map.of("BELLWETHER_SCHEMA_REGISTR", "x"), "topics");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("bellwether: unknown environment variable BELLWETHER_SCHEMA_REGISTR;"
                        + " did you mean BELLWETHER_SCHEMA_REGISTRY?" + System.lineSeparator());
    }

    @Test
    void shouldAnswerAnUnreachableBrokerWithOneLineAndStatusOne() {
        String nobody = "127.0.0.1:" + Ports.free();

        Program run = Program.run("topics", "--bootstrap-server", nobody);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().contains("no broker answers at " + nobody);
    }

    @Test
    void shouldShowWhereAnErrorCameFromOnlyIfAsked() {
        Program run = Program.run("topics", "--debug", "--bootstrap-server", "127.0.0.1:" + Ports.free());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("\tat io.bellwether.app.");
    }

    @Test
    void shouldNotListenBeyondThisMachineWhereEverybodyMayDoEverything() {
        Program open = Program.run("streams", "--host", "0.0.0.0");
        Program half = Program.run("up", "--oidc-issuer", "https://sso.example.org");
        Program plain = Program.run("up", "--oidc-issuer", "http://sso.example.org", "--oidc-audience", "bellwether");

        assertThat(open.status()).isEqualTo(2);
        assertThat(open.err()).contains("give --tokens or --oidc-issuer, or say --insecure");
        assertThat(half.err()).contains("--oidc-issuer needs --oidc-audience");
        assertThat(plain.err()).contains("must be an https address");
    }

    @Test
    void shouldMakeListAndRevokeTokens(@TempDir Path directory) throws Exception {
        String file = directory.resolve("tokens.json").toString();

        // When
        Program made = Program.run(
                "token", "create", "--file", file, "--name", "desk", "--role", "read", "--brand", "nio", "--days", "0");
        Program wrong = Program.run("token", "create", "--file", file, "--name", "x", "--role", "owner");
        Program listed = Program.run("token", "list", "--file", file);
        String id = listed.out().lines().skip(1).findFirst().orElseThrow().split(" ", 2)[0];
        Program revoked = Program.run("token", "revoke", "--file", file, id);
        Program gone = Program.run("token", "revoke", "--file", file, id);

        // Then
        assertThat(made.status()).as(made.err()).isZero();
        assertThat(made.out()).startsWith("bellwether_");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file))))
                .isEqualTo("rw-------");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(listed.out())
                .contains("desk", "read", "nio", "never")
                .doesNotContain(made.out().strip());
        assertThat(revoked.status()).as(revoked.err()).isZero();
        assertThat(gone.status()).isEqualTo(1);
        assertThat(Program.run("token", "list", "--file", file).out()).doesNotContain("desk");
    }
}
