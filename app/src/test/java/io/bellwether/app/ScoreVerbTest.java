package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verb that compares the forecasts of the past with what came. */
class ScoreVerbTest {

    private static final String MONTH = """
            {"type":"sales","brand":"brand-%s","measure":"DELIVERIES","period_start":"%s-01","granularity":"MONTH",\
            "units":%d,"source":"ir","source_tier":"OFFICIAL","published_at":"%s-01"}""";

    @TempDir
    Path folder;

    /** Five brands of 1,000 a month from 2021 to 2024, and twice as many in every December. */
    @BeforeEach
    void writeFiveBrands() throws Exception {
        List<String> lines = new ArrayList<>();
        for (String brand : List.of("a", "b", "c", "d", "e")) {
            for (YearMonth month = YearMonth.of(2021, 1); month.getYear() < 2025; month = month.plusMonths(1)) {
                lines.add(MONTH.formatted(
                        brand, month, month.getMonthValue() == 12 ? 2_000 : 1_000, month.plusMonths(1)));
            }
        }
        Files.write(folder.resolve("events.jsonl"), lines);
    }

    @Test
    void shouldShowForecastsBesideTheRunRate() {
        Program score = Program.run("score", folder.toString(), "--from", "2024-11");

        assertThat(score.status()).as(score.err()).isZero();
        assertThat(score.out())
                .containsPattern("all +5 +0\\.\\d{3} +0\\.077 +-0\\.\\d{3} +-0\\.077 +5 +\\d\\.\\d{3} +0 +-")
                .contains("made from month 11");
    }

    @Test
    void shouldGiveEveryForecastToPrograms() throws Exception {
        Program score = Program.run("score", folder.toString(), "--from", "2024-11", "--json");

        JsonNode answer = new ObjectMapper().readTree(score.out());
        JsonNode overall = answer.get("overall");
        assertThat(overall.get("mean_abs_error").asDouble())
                .isLessThan(overall.get("run_rate_mean_abs_error").asDouble());
        assertThat(overall.get("brier").isNull()).isTrue();
        assertThat(answer.get("forecasts").findValuesAsText("reference_month"))
                .hasSize(5)
                .containsOnly("2024-11");
        assertThat(answer.get("forecasts").get(0).get("actual").asLong()).isEqualTo(13_000);
    }

    /** The real market of 2024: the shipped data and what six makers said of December. */
    @Test
    void shouldBeatTheRunRateOnTheRealYear() throws Exception {
        Program score = Program.run("score", "--from", "2024-03", "--json");

        JsonNode overall = new ObjectMapper().readTree(score.out()).get("overall");
        assertThat(overall.get("forecasts").asInt()).isEqualTo(54);
        assertThat(overall.get("mean_abs_error").asDouble())
                .as("of the run rate's %s", overall.get("run_rate_mean_abs_error"))
                .isLessThanOrEqualTo(
                        0.7 * overall.get("run_rate_mean_abs_error").asDouble());
        assertThat(overall.get("coverage").asDouble()).isGreaterThanOrEqualTo(0.8);
    }

    @Test
    void shouldSayWhatCannotBeCompared() {
        Program shipped = Program.run("score", "src/main/resources/data");
        Program wrong = Program.run("score", "--from", "soon");

        assertThat(shipped.status()).as(shipped.err()).isZero();
        assertThat(shipped.out()).containsPattern("^No forecast can be compared; [1-9]\\d* forecasts are of years");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.err()).contains("--from must be a month as YYYY-MM, got: soon");
    }
}
