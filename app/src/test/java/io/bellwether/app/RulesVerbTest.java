package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.streams.rules.RulePack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesVerbTest {

    private static final String MINE = """
            version: mine-1
            rules:
              - name: SLUMP
                scope: brand
                when: deliveries_mom <= -0.3
                severity: WARNING
                message: "{brand}: {deliveries_mom:percent}"
            """;

    @TempDir
    Path directory;

    @Test
    void shouldCheckARightFile() throws IOException {
        Path file = file("mine.yaml", MINE);

        Program run = Program.run("rules", "check", file.toString());

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo(file + ": 1 rule, version mine-1\n");
    }

    @Test
    void shouldPrintEveryMistakeWithItsPlace() throws IOException {
        Path file = file(
                "mine.yaml",
                MINE.replace("deliveries_mom <=", "deliveries_mon <=").replace("WARN", "WORN"));

        Program run = Program.run("rules", "check", file.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(
                                        file
                                                + ":5:11: SLUMP: unknown name 'deliveries_mon'; did you mean 'deliveries_mom'?"),
                        line -> assertThat(line)
                                .isEqualTo(file + ":6:15: SLUMP: unknown severity 'WORNING'; did you mean 'WARNING'?"
                                        + " Known are CRITICAL, INFO, WARNING"));
    }

    @Test
    void shouldSayThatAFileIsMissing() {
        Program run =
                Program.run("rules", "check", directory.resolve("none.yaml").toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().contains("none.yaml cannot be read");
    }

    @Test
    void shouldPrintTheShippedRules() throws IOException {
        Program run = Program.run("rules", "shipped");

        assertThat(run.out()).isEqualTo(RulePack.shippedText());
    }

    @Test
    void shouldPassTheTestsOfTheShippedRules() throws IOException {
        Path tests = file("tests.yaml", resource("/rules/shipped-tests.yaml"));

        Program run = Program.run("rules", "test", tests.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out()).endsWith("  18 tests, 0 failed\n");
    }

    @Test
    void shouldReportFailedTests() throws IOException {
        file("mine.yaml", MINE);
        Path tests = file("tests.yaml", """
                rules: mine.yaml
                tests:
                  - name: a slump
                    facts:
                      - {scope: brand, subject: acme, values: {deliveries_mom: -0.29}}
                      - {scope: brand, subject: other, values: {deliveries_mom: -0.31}}
                    expect:
                      - {rule: SLUMP, subject: acme, severity: WARNING}
                      - {rule: SLUMB, subject: acme}
                    absent:
                      - {subject: other}
                  - name: fine
                    facts: [{scope: brand, subject: acme, values: {deliveries_mom: null}}]
                    absent: [{rule: SLUMP}]
                """);

        Program run = Program.run("rules", "test", tests.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("""
                %s, rules %s:
                  FAILED  a slump
                            expected SLUMP of acme at WARNING, found SLUMP of other at WARNING
                            expected SLUMB of acme, found unknown rule 'SLUMB'; did you mean 'SLUMP'? Known are SLUMP
                            expected no alert by any rule of other, found SLUMP of other at WARNING
                  ok      fine
                  2 tests, 1 failed
                """.formatted(tests, directory.resolve("mine.yaml")));
    }

    @Test
    void shouldReportEveryMistakeInTests() throws IOException {
        Path tests = file("tests.yaml", """
                tests:
                  - name: wrong
                    facts: [{scope: brand, subject: acme, values: {deliverys: 1, target: much}}]
                    events:
                      - {type: sales, brand: acme}
                    as_of: soon
                    expect: [{rule: X}]
                  - absent: []
                """);

        Program run = Program.run("rules", "test", tests.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out().lines().map(line -> line.substring(tests.toString().length())))
                .anySatisfy(line -> assertThat(line).startsWith(":3:52: unknown name 'deliverys'; did you mean"))
                .anySatisfy(line -> assertThat(line).startsWith(":3:74: 'target' must be a number or null"))
                .anySatisfy(line -> assertThat(line).startsWith(":5:9: "))
                .anySatisfy(line -> assertThat(line).startsWith(":6:12: must be a day, YYYY-MM-DD, got: soon"))
                .anySatisfy(line -> assertThat(line).startsWith(":7:14: 'subject' is missing"))
                .anySatisfy(line -> assertThat(line).startsWith(":8:5: 'name' is missing"))
                .anySatisfy(line -> assertThat(line).startsWith(":8:5: a test must have either 'events' or 'facts'"));
    }

    @Test
    void shouldPrintHowAlertsDifferBetweenRules() throws IOException {
        Path events = file(
                "events.jsonl",
                sales("2024-01-01", 1000, "2024-02-01")
                        + sales("2024-02-01", 750, "2024-03-01")
                        + sales("2024-03-01", 500, "2024-04-01")
                        + sales("2024-04-01", 600, "2024-05-01"));
        Path old = file("old.yaml", MINE);
        Path mine = file("new.yaml", MINE.replace("-0.3", "-0.2") + """
                          - name: GROWTH
                            scope: brand
                            when: deliveries_mom > 0
                            severity: INFO
                            message: grows
                        """);

        Program run =
                Program.run("backtest", events.toString(), "--rules", mine.toString(), "--against", old.toString());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("""
                gained   GROWTH  acme  INFO 2024-05-01 to now
                earlier  SLUMP  acme  WARNING 2024-03-01 to 2024-05-01; was WARNING 2024-04-01 to 2024-05-01
                1 gained, 0 lost, 1 earlier, 0 later, 0 changed
                """);
    }

    @Test
    void shouldRefuseWrongRulesForABacktest() throws IOException {
        Path file = file("mine.yaml", MINE.replace("brand\n", "brnd\n"));

        Program run = Program.run("backtest", file.toString(), "--rules", file.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains(file + ":4:12: SLUMP: unknown scope 'brnd'; did you mean 'brand'?")
                .contains("has 1 mistake and is refused as a whole");
    }

    private static String sales(String month, int units, String published) {
        return """
                {"type":"sales","brand":"acme","measure":"DELIVERIES","period_start":"%s","granularity":"MONTH",\
                "units":%d,"source":"acme-ir","source_tier":"OFFICIAL","published_at":"%s"}
                """.formatted(month, units, published);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = RulePack.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
