package io.bellwether.consumer.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.consumer.SampleAlerts;
import io.bellwether.consumer.Sinks;
import io.bellwether.consumer.sink.AlertBatch;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.DeliveryResult;
import io.bellwether.consumer.sink.PositionedAlert;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.AlertValue;
import io.bellwether.schemas.avro.Severity;
import io.bellwether.schemas.avro.TotalQualifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AlertTextTest {

    private static final Alert CHANGED = SampleAlerts.builder()
            .setSequence(2)
            .setStatus(AlertStatus.CHANGED)
            .setSeverity(Severity.CRITICAL)
            .setUpdatedAt(SampleAlerts.OPENED_AT.plusSeconds(86_400))
            .build();

    /** On an intended change: copy the text from the failure into alerts.txt and read it as a user would. */
    @Test
    void shouldReadLikeTheGoldenParagraphs() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AlertSink sink = Sinks.parse("stdout", new PrintStream(bytes, false, StandardCharsets.UTF_8), false);
        Alert sparse = SampleAlerts.builder()
                .setStatus(AlertStatus.RESOLVED)
                .setSeverity(Severity.INFO)
                .setUpdatedAt(SampleAlerts.OPENED_AT.plusSeconds(60))
                .setBeganOn(LocalDate.parse("2025-02-10"))
                .setBeganBefore(true)
                .setCause("What changed: target 2025 is 300,000.")
                .setValues(List.of())
                .setEvidence(List.of(SampleAlerts.evidence("TARGET", "2025", 300_000.0, TotalQualifier.ESTIMATE)))
                .build();
        List<PositionedAlert> alerts = List.of(
                SampleAlerts.at(0, 0, SampleAlerts.builder().build()),
                SampleAlerts.at(0, 1, CHANGED),
                SampleAlerts.at(0, 2, sparse));

        DeliveryResult result = sink.deliver(new AlertBatch(alerts, Map.of(0, 3L)));

        assertThat(result).isEqualTo(DeliveryResult.delivered());
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(golden());
    }

    private static String golden() throws IOException {
        try (InputStream in = Objects.requireNonNull(AlertTextTest.class.getResourceAsStream("alerts.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void shouldColourOnlyWhenAsked() {
        String plain = new AlertText(false).paragraph(CHANGED);
        String coloured = new AlertText(true).paragraph(CHANGED);

        assertThat(plain).doesNotContain("\u001B");
        assertThat(coloured).contains("\u001B[1;31mCRITICAL changed\u001B[0m");
        assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", "")).isEqualTo(plain);
    }

    @Test
    void shouldStripWhatEventsMightDoToATerminal() {
        String hostile = "a\u001B[2Jb\u001B]0;title\u0007c\u009B31md\r\nCRITICAL fake\u202Ee\u0000\u0007\u001B";
        Alert alert = SampleAlerts.builder()
                .setRule(hostile)
                .setSubject(hostile)
                .setMessage(hostile)
                .setValues(List.of(new AlertValue(hostile, hostile, hostile)))
                .setEvidence(List.of(SampleAlerts.evidence(
                        hostile, hostile, 1.0, TotalQualifier.EXACT, SampleAlerts.source(hostile, 1))))
                .build();

        String text = new AlertText(false).paragraph(alert);

        assertThat(text.replace("\n", "").chars()).noneMatch(Character::isISOControl);
        assertThat(text.lines()).hasSize(6).noneMatch(line -> line.startsWith("CRITICAL"));
        assertThat(text).contains("  abcd  CRITICAL fakee\n").doesNotContain("\u202E");
    }

    @Test
    void shouldKeepOrdinaryTextOfAnyScript() {
        String text = "\u5c0f\u7c73 SU7 \u2013 \u00fcber 20 000 \ud83d\ude97 [a] {b} \\ 100 %";

        assertThat(TerminalText.line(text)).isEqualTo(text);
    }

    @Test
    void shouldSayThatAClosedOutputIsHopeless() {
        PrintStream closed = new PrintStream(new ByteArrayOutputStream());
        closed.close();
        AlertSink sink = Sinks.parse("stdout", closed, false);

        DeliveryResult result = sink.deliver(new AlertBatch(List.of(SampleAlerts.at(0, 0, CHANGED)), Map.of(0, 1L)));

        assertThat(result).isEqualTo(DeliveryResult.permanent("the output is closed"));
    }
}
