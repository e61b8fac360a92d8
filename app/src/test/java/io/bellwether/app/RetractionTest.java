package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.app.settings.Settings;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.avro.Alert;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Figures that are taken back while the pipeline runs, on instances that are killed. */
@Tag("broker")
@ExtendWith(SharedCluster.class)
class RetractionTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private final YearMonth month = YearMonth.now(ZoneOffset.UTC).minusMonths(2);
    private final LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
    private static final String RULES = """
            version: falls-1
            rules:
              - {name: FALL, scope: brand, when: deliveries_mom <= -0.1, severity: WARNING, message: "{brand} fell"}
            """;

    @TempDir
    Path directory;

    @Test
    void shouldEndTheAlertThatRestedOnARetractedFigureAndSayWhy(SharedCluster.Cluster cluster) throws Exception {
        // Given two instances, and falls of two brands
        Settings settings = cluster.prepared("retraction.");
        run(settings, "rules", "apply", file("rules.yaml", RULES));
        String prefix = "--topic-prefix=" + settings.topics().prefix();
        VerbProcess first = VerbProcess.streams(settings, directory.resolve("first"), prefix);
        VerbProcess second = VerbProcess.streams(settings, directory.resolve("second"), prefix);
        try (first;
                second) {
            run(settings, "publish", file("events.jsonl", fall("x") + fall("y")));
            awaitSteps(settings, "x OPENED", "y OPENED");

            // When one is killed and a figure withdrawn, and the other is killed before a figure is void
            first.kill();
            run(settings, "retract", "x-low", "--kind", "withdrawn", "--reason", "counted twice");
            awaitSteps(settings, "x OPENED", "x RESOLVED", "y OPENED");
            second.kill();
            run(settings, "retract", "y-low", "--kind", "void", "--reason", "of another brand");
        }
        try (VerbProcess third = VerbProcess.streams(settings, directory.resolve("second"), prefix)) {
            // Then both alerts have ended, once, and say why
            awaitSteps(settings, "x OPENED", "x RESOLVED", "y OPENED", "y RESOLVED");
            assertThat(steps(settings))
                    .filteredOn(step -> step.getSequence() == 2)
                    .extracting(Alert::getCause)
                    .satisfiesExactlyInAnyOrder(
                            cause -> assertThat(cause).contains("of 600", "was withdrawn", "counted twice"),
                            cause -> assertThat(cause).contains("of 600", "was withdrawn", "of another brand"));

            // And the day before still shows what was withdrawn later, and not what never counted
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
                assertThat(open(third, "")).isEmpty();
                assertThat(open(third, "&as_of=" + yesterday)).containsExactly("x");
            });
            assertThat(third.stop()).isZero();
        }
        assertThat(steps(settings)).hasSize(4);
    }

    /** A month of which the last figure is too low. */
    private String fall(String brand) {
        return month(brand, "before", month.minusMonths(2), 1000)
                + month(brand, "high", month.minusMonths(1), 1000)
                + month(brand, "low", month, 600);
    }

    private static String month(String brand, String name, YearMonth month, int units) {
        return """
                {"type":"sales","event_id":"%s-%s","brand":"%s","measure":"DELIVERIES","period_start":"%s","granularity":"MONTH",\
                "units":%d,"source":"ir","source_tier":"OFFICIAL","published_at":"%s"}
                """.formatted(
                brand, name, brand, month.atDay(1), units, month.plusMonths(1).atDay(1));
    }

    private String file(String name, String text) throws Exception {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private static void run(Settings settings, String... words) {
        Program run = Program.run(SharedCluster.options(settings, words));
        assertThat(run.status()).as(run.err()).isZero();
    }

    private static void awaitSteps(Settings settings, String... expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(steps(settings))
                        .extracting(step -> step.getSubject() + " " + step.getStatus())
                        .containsExactlyInAnyOrder(expected));
    }

    private static List<Alert> steps(Settings settings) {
        List<Alert> steps = new ArrayList<>();
        try (Deserializer<Alert> avro = AvroSerdes.deserializer(settings.registry())) {
            TopicRecords.each(
                    settings,
                    List.of(settings.topics().alerts()),
                    record -> steps.add(avro.deserialize(record.topic(), record.value())));
        }
        return steps;
    }

    private static Set<String> open(VerbProcess instance, String more) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(instance.api() + "/api/v1/alerts?status=open&rule=FALL" + more))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        Set<String> subjects = new TreeSet<>();
        for (JsonNode alert : new ObjectMapper().readTree(response.body())) {
            subjects.add(alert.get("subject").asText());
        }
        return subjects;
    }
}
