package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the verb says before it connects to anything. */
class AlertsVerbTest {

    private static final String ROUTES = """
            receivers: [{name: desk, sink: "webhook:https://hooks.example/T0/very-secret"}]
            route: {receiver: desk, group_by: [%s]}
            """;

    @TempDir
    Path folder;

    private String routes(String groupBy) throws Exception {
        return Files.writeString(folder.resolve("routes.yaml"), ROUTES.formatted(groupBy))
                .toString();
    }

    @Test
    void shouldCheckAFileOfRoutesAndConnectToNothing() throws Exception {
        Program right =
                Program.run("alerts", "--routes", routes("brand"), "--check", "--bootstrap-server", "127.0.0.1:1");
        Program wrong = Program.run("alerts", "--routes", routes("brnd"), "--check");

        assertThat(right.status()).as(right.err()).isZero();
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err())
                .isEqualTo(
                        folder.resolve("routes.yaml")
                                + ":2:35: route.group_by: unknown field of alerts 'brnd'; did you mean 'brand'? Or labels.NAME.\n");
    }

    @Test
    void shouldCheckTheNamesThatRoutesMatchBy() throws Exception {
        // Given a silence on a rule that there is not, and a route of a brand of one's own
        String routes = Files.writeString(folder.resolve("routes.yaml"), """
                        receivers: [{name: desk, sink: "webhook:https://hooks.example/"}]
                        route: {receiver: desk, routes: [{match: {brand: aurora}}]}
                        silences:
                          - {match: {rule: DATA_GAPP}, from: 2026-01-01T00:00:00Z, until: 2026-02-01T00:00:00Z, author: a, comment: c}
                        """).toString();
        String aliases = Files.writeString(
                        folder.resolve("aliases.yaml"), "brands:\n  aurora: {name: Aurora, aliases: [Aurora EV]}\n")
                .toString();

        // When
        Program shipped = Program.run("alerts", "--routes", routes, "--check");
        Program extended = Program.run("alerts", "--routes", routes, "--check", "--aliases", aliases);

        // Then
        assertThat(shipped.status()).isEqualTo(1);
        assertThat(shipped.err())
                .contains(":2:50: route.routes[0].match.brand: unknown brand 'aurora'; did you mean")
                .contains(":4:20: silences[0].match.rule: unknown rule 'DATA_GAPP'; did you mean 'DATA_GAP'?");
        assertThat(extended.status()).isEqualTo(1);
        assertThat(extended.err()).doesNotContain("aurora").contains("DATA_GAPP");
    }

    @Test
    void shouldRefuseRoutesTogetherWithWhatTheyReplace() throws Exception {
        Program both = Program.run("alerts", "--routes", routes("brand"), "--sink", "stdout");
        Program alone = Program.run("alerts", "--check");

        assertThat(both.status()).isEqualTo(2);
        assertThat(both.err()).contains("--routes says what goes where");
        assertThat(alone.status()).isEqualTo(2);
        assertThat(alone.err()).contains("--check needs --routes FILE");
    }

    @Test
    void shouldNotRepeatSecrets() throws Exception {
        Path shortSecret = Files.writeString(folder.resolve("secret"), "very-secret");
        String outbox = folder.resolve("outbox").toString();

        Program file = Program.run("alerts", "--webhook-secret-file", shortSecret.toString(), "--outbox", outbox);
        Program environment = Program.run(Map.of("BELLWETHER_WEBHOOK_SECRET", "very-secret"), "alerts");
        Program url = Program.run("alerts", "--sink", "webhook:https://very-secret@hooks.example/", "--outbox", outbox);
        Program receiver = Program.run(
                "alerts", "--routes", routes("brand"), "--outbox", outbox, "--bootstrap-server", "127.0.0.1:1");

        assertThat(file.status()).isEqualTo(2);
        assertThat(file.err()).contains("must be at least 24 bytes long");
        assertThat(environment.status()).isEqualTo(2);
        assertThat(url.status()).isEqualTo(2);
        assertThat(url.err()).contains("must not hold a user or password");
        assertThat(receiver.status()).isEqualTo(1);
        assertThat(file.err() + environment.err() + url.err() + receiver.err()).doesNotContain("very-secret");
    }

    @Test
    void shouldSayWhatAnAcknowledgementNeeds() {
        Program bare = Program.run("alerts", "ack", "some-id");
        Program nobody = Program.run("alerts", "ack", "some-id", "--note", "x", "--url", "http://127.0.0.1:1");

        assertThat(bare.status()).isEqualTo(2);
        assertThat(bare.err()).contains("--note");
        assertThat(nobody.status()).isEqualTo(1);
        assertThat(nobody.err()).contains("no instance answers at http://127.0.0.1:1; 'bellwether up' starts one");
    }
}
