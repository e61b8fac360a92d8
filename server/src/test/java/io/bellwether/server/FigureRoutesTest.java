package io.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Targets, sources, statements, the course of a year and the calendar, as they are asked for over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FigureRoutesTest {

    private static final String SALES = """
            {"type":"sales","event_id":"%s","brand":"nio","measure":"DELIVERIES","period_start":"%s-01",\
            "granularity":"MONTH","units":%d,"source":"%s","source_tier":"%s","published_at":"%s"}""";

    private final SampleApi api = new SampleApi(events().toArray(String[]::new));

    /** July to October 2024, October restated by the company and otherwise told by the association. */
    private static List<String> events() {
        List<String> events = new ArrayList<>();
        events.add(SALES.formatted("july", "2024-07", 100, "ir", "OFFICIAL", "2024-08-01"));
        events.add(SALES.formatted("august", "2024-08", 110, "ir", "OFFICIAL", "2024-09-01"));
        events.add(SALES.formatted("september", "2024-09", 120, "ir", "OFFICIAL", "2024-10-02"));
        events.add(SALES.formatted("october", "2024-10", 130, "ir", "OFFICIAL", "2024-11-01"));
        events.add(SALES.formatted("october-again", "2024-10", 143, "ir", "OFFICIAL", "2024-11-05"));
        events.add(SALES.formatted("october-cpca", "2024-10", 286, "cpca", "ASSOCIATION", "2024-11-08"));
        events.add(SALES.formatted("typo", "2024-09", 12_000, "ir", "OFFICIAL", "2024-11-09"));
        events.add(
                announcement(
                        "retraction",
                        "ir",
                        "2024-11-10",
                        "{\"type\":\"retraction\",\"event_id\":\"typo\",\"kind\":\"WITHDRAWN\",\"reason\":\"a typing error\"}"));
        events.add(
                announcement("target", "ir", "2024-07-15", "{\"type\":\"sales_target\",\"year\":2024,\"units\":1000}"));
        events.add(announcement("cut", "ir", "2024-10-15", "{\"type\":\"sales_target\",\"year\":2024,\"units\":900}"));
        return events;
    }

    private static String announcement(String id, String source, String day, String detail) {
        return "{\"type\":\"announcement\",\"event_id\":\"" + id
                + "\",\"brand\":\"nio\",\"headline\":\"News\",\"source\":\"" + source
                + "\",\"source_tier\":\"OFFICIAL\",\"published_at\":\"" + day + "\",\"detail\":" + detail + "}";
    }

    @AfterAll
    void stop() {
        api.close();
    }

    @Test
    void shouldListTargetsWithEveryFigureGiven() throws Exception {
        JsonNode targets = api.get("/api/v1/targets?status=open");

        assertThat(targets).hasSize(1);
        JsonNode target = targets.get(0);
        assertThat(target.get("brand").asText()).isEqualTo("nio");
        assertThat(target.get("period").asText()).isEqualTo("2024");
        assertThat(target.get("first_units").asLong()).isEqualTo(1_000);
        assertThat(target.get("units").asLong()).isEqualTo(900);
        assertThat(target.get("cut").asInt()).isEqualTo(1);
        assertThat(target.get("actual").asLong()).isEqualTo(473);
        assertThat(target.get("steps").findValuesAsText("published_on")).containsExactly("2024-07-15", "2024-10-15");
        assertThat(api.get("/api/v1/targets?status=met")).isEmpty();
        assertThat(api.get("/api/v1/targets?brand=byd")).isEmpty();
        assertThat(api.get("/api/v1/targets?as_of=2024-10-01")
                        .get(0)
                        .get("units")
                        .asLong())
                .isEqualTo(1_000);
    }

    @Test
    void shouldSayHowGoodASourceIs() throws Exception {
        JsonNode sources = api.get("/api/v1/sources?brand=nio");

        assertThat(sources.findValuesAsText("source")).containsExactly("cpca", "ir");
        JsonNode cpca = sources.get(0);
        assertThat(cpca.get("tier").asText()).isEqualTo("ASSOCIATION");
        assertThat(cpca.get("difference_mean_abs").asDouble()).isEqualTo(1.0);
        JsonNode ir = sources.get(1);
        assertThat(ir.get("figures").asInt()).isEqualTo(4);
        assertThat(ir.get("restated").asInt()).isEqualTo(1);
        assertThat(ir.get("revision_mean").asDouble()).isEqualTo(0.1 / 4);
        assertThat(ir.get("lag_days").asDouble()).isEqualTo(1);
        assertThat(ir.get("difference_mean_abs").isNull()).isTrue();
        assertThat(api.get("/api/v1/sources?as_of=2024-11-09")
                        .get(1)
                        .get("restated")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void shouldTellOfEveryStatementWhatBecameOfIt() throws Exception {
        JsonNode statements = api.get("/api/v1/statements?brand=nio&from=2024-11-01");

        assertThat(statements.findValuesAsText("event_id"))
                .startsWith("october", "october-again", "october-cpca", "typo", "retraction");
        assertThat(statements.findValuesAsText("outcome"))
                .containsExactly("SUPERSEDED", "COUNTS", "OUTRANKED", "RETRACTED", "COUNTS");
        assertThat(statements.get(0).get("by").asText()).isEqualTo("october-again");
        assertThat(statements.get(3).get("units").asLong()).isEqualTo(12_000);
        assertThat(statements.get(3).get("reason").asText()).isEqualTo("withdrawn by ir on 2024-11-10: a typing error");
        assertThat(statements.get(4).get("type").asText()).isEqualTo("announcement");
        assertThat(statements.get(4).get("detail").get("type").asText()).isEqualTo("retraction");
        assertThat(api.get("/api/v1/statements?source=cpca").findValuesAsText("event_id"))
                .containsExactly("october-cpca");
        assertThat(api.get("/api/v1/statements?to=2024-08-01").findValuesAsText("event_id"))
                .containsExactly("target", "july");
        assertThat(api.get("/api/v1/statements?as_of=2024-11-09&from=2024-11-09")
                        .findValuesAsText("outcome"))
                .containsExactly("COUNTS");
    }

    @Test
    void shouldGiveStatementsInPartsThatMakeUpTheWhole() throws Exception {
        List<String> parts = new ArrayList<>();
        String next = "/api/v1/statements?limit=3";
        while (next != null) {
            HttpResponse<String> page = api.send(next);
            JsonNode entries = api.get(next);
            assertThat(entries.size()).isBetween(1, 3);
            parts.addAll(entries.findValuesAsText("published_at"));
            next = page.headers()
                    .firstValue("Link")
                    .map(link -> link.substring(1, link.indexOf('>')))
                    .orElse(null);
        }

        assertThat(parts)
                .hasSize(10)
                .isEqualTo(api.get("/api/v1/statements").findValuesAsText("published_at"))
                .isSorted();
    }

    @Test
    void shouldShowAYearMonthByMonth() throws Exception {
        JsonNode year = api.get("/api/v1/brands/nio/year");

        assertThat(year.get("year").asInt()).isEqualTo(2024);
        assertThat(year.get("target").asLong()).isEqualTo(900);
        assertThat(year.get("target_initial").asLong()).isEqualTo(1_000);
        assertThat(year.get("forecast").isNull()).isTrue();
        JsonNode months = year.get("months");
        assertThat(months).hasSize(12);
        assertThat(months.get(0).get("units").isNull()).isTrue();
        assertThat(months.get(9).get("month").asText()).isEqualTo("2024-10");
        assertThat(months.get(9).get("units").asLong()).isEqualTo(143);
        assertThat(months.get(9).get("ytd").asLong()).isEqualTo(473);
        assertThat(months.get(9).get("ytd_qualifier").asText()).isEqualTo("AT_LEAST");
        assertThat(months.get(10).get("ytd").isNull()).isTrue();
        assertThat(api.get("/api/v1/brands/nio/year?as_of=2024-11-01")
                        .get("months")
                        .get(9)
                        .get("units")
                        .asLong())
                .isEqualTo(130);
        assertThat(api.get("/api/v1/brands/nio/year?year=2023").get("target").isNull())
                .isTrue();
        assertThat(api.send("/api/v1/brands/byd/year").statusCode()).isEqualTo(404);
        assertThat(api.send("/api/v1/brands/nio/year?model=ET5").body()).contains("no sales statement on model 'ET5'");
        assertThat(api.send("/api/v1/brands/nio/year?year=20").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldTellWhatChangedAndByWhichEvents() throws Exception {
        // When between the day of October's first figure and that of its restatement
        JsonNode changes = api.get("/api/v1/changes?from=2024-11-01&to=2024-11-05&brand=nio");

        // Then the month and the metrics that rest on it
        JsonNode october = changes.get(0);
        assertThat(october.get("figure").asText()).isEqualTo("DELIVERIES");
        assertThat(october.get("month").asText()).isEqualTo("2024-10");
        assertThat(october.get("before").asLong()).isEqualTo(130);
        assertThat(october.get("after").asLong()).isEqualTo(143);
        assertThat(october.get("events").findValuesAsText("event_id")).containsExactly("october-again");
        assertThat(october.get("events").get(0).get("source").asText()).isEqualTo("ir");
        assertThat(changes.findValuesAsText("figure")).contains("deliveries", "deliveries_mom", "ytd_deliveries");
        assertThat(api.get("/api/v1/changes?from=2024-11-05&to=2024-11-05")).isEmpty();
    }

    @Test
    void shouldShowWhatAReaderSawBeforeAFigureWasTakenBack() throws Exception {
        JsonNode changes = api.get("/api/v1/changes?from=2024-11-09&brand=nio");

        assertThat(changes.get(0).get("month").asText()).isEqualTo("2024-09");
        assertThat(changes.get(0).get("before").asLong()).isEqualTo(12_000);
        assertThat(changes.get(0).get("after").asLong()).isEqualTo(120);
        assertThat(changes.get(0).get("events").findValuesAsText("event_id")).containsExactly("retraction");
    }

    @Test
    void shouldListTheNextFiguresDue() throws Exception {
        JsonNode calendar = api.get("/api/v1/calendar");

        assertThat(calendar).hasSize(1);
        assertThat(calendar.get(0).get("brand").asText()).isEqualTo("nio");
        assertThat(calendar.get(0).get("month").asText()).isEqualTo("2024-11");
        assertThat(calendar.get(0).get("due_on").asText()).isEqualTo("2024-12-01");
        assertThat(calendar.get(0).get("usual_lag_days").asDouble()).isEqualTo(1);
        assertThat(calendar.get(0).get("late_days").asLong()).isZero();
        assertThat(api.get("/api/v1/calendar?as_of=2024-12-04")
                        .get(0)
                        .get("late_days")
                        .asLong())
                .isEqualTo(3);
        assertThat(api.get("/api/v1/calendar?brand=byd")).isEmpty();
    }

    @Test
    void shouldServeTheCalendarToCalendarPrograms() throws Exception {
        HttpResponse<String> file = api.send("/api/v1/calendar.ics?brand=nio");

        assertThat(file.headers().firstValue("Content-Type").orElse("")).startsWith("text/calendar");
        assertThat(file.body())
                .startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
                .contains("UID:nio-2024-11@bellwether\r\n", "DTSTART;VALUE=DATE:20241201\r\n")
                .contains("SUMMARY:nio: deliveries of 2024-11\r\n")
                .endsWith("END:VEVENT\r\nEND:VCALENDAR\r\n");
        assertThat(file.body().lines()).allMatch(line -> line.length() <= 75);
    }

    @Test
    void shouldShowWhatWasTakenBackAmongAMonthsStatements() throws Exception {
        JsonNode september =
                api.get("/api/v1/brands/nio/months?from=2024-09&to=2024-09").get(0);

        JsonNode typo = september.get("statements").get(1);
        assertThat(september.get("units").asLong()).isEqualTo(120);
        assertThat(typo.get("event_id").asText()).isEqualTo("typo");
        assertThat(typo.get("retracted").asBoolean()).isTrue();
        assertThat(typo.get("why_not").asText()).contains("a typing error");
        assertThat(typo.get("period_end").asText()).isEqualTo("2024-09-30");
    }

    @Test
    void shouldRefuseWhatItDoesNotUnderstand() throws Exception {
        for (String path : List.of(
                "/api/v1/statements?from=2024-10-02&to=2024-10-01",
                "/api/v1/statements?from=yesterday",
                "/api/v1/targets?status=maybe",
                "/api/v1/changes?from=2025-01-01",
                "/api/v1/sources?asof=2024-10-01",
                "/api/v1/calendar.ics?limit=1")) {
            HttpResponse<String> answer = api.send(path);

            assertThat(answer.statusCode()).as(path).isEqualTo(400);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }
}
