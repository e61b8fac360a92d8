package io.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Signals in a reader's order, the race for a technology, and what helps to find something, over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignalRouteTest {

    private static final String SALES = """
            {"type":"sales","event_id":"%s-%s","brand":"%s","model":%s,"measure":"DELIVERIES","period_start":"%s-01",\
            "granularity":"MONTH","units":%d,"source":"ir","source_tier":"OFFICIAL","published_at":"%s"}""";

    private final SampleApi api = new SampleApi(events().toArray(String[]::new));

    /** Two brands that surge, the smaller one later; one whose figures stop; two on a technology. */
    private static List<String> events() {
        List<String> events = new ArrayList<>();
        for (String[] month : new String[][] {{"2024-09", "2024-10-01"}, {"2024-10", "2024-11-01"}}) {
            int factor = month[0].equals("2024-09") ? 1 : 2;
            events.add(SALES.formatted("nio", month[0], "nio", "null", month[0], 10_000 * factor, month[1]));
            events.add(SALES.formatted("zeekr", month[0], "zeekr", "null", month[0], 2_000 * factor, month[1]));
        }
        events.add(SALES.formatted("deepal", "2024-06", "deepal", "null", "2024-06", 5_000, "2024-07-01"));
        events.add(SALES.formatted("xiaomi", "2024-10", "xiaomi", "\"SU7\"", "2024-10", 900, "2024-11-02"));
        events.add(milestone("first", "xpeng", "FULL_ROLLOUT", "true", "2024-01-10", null));
        events.add(milestone("second", "xiaomi", "LIMITED_ROLLOUT", "false", "2024-05-10", null));
        events.add(milestone("promise", "xiaomi", "FULL_ROLLOUT", "true", "2024-05-11", "2024-12-31"));
        return events;
    }

    private static String milestone(
            String id, String brand, String stage, String nationwide, String day, String dueBy) {
        return "{\"type\":\"announcement\",\"event_id\":\"" + id + "\",\"brand\":\"" + brand
                + "\",\"headline\":\"News\",\"source\":\"ir\",\"source_tier\":\"OFFICIAL\",\"published_at\":\"" + day
                + "\",\"detail\":{\"type\":\"technology_milestone\",\"technology\":\"CITY_NOA\",\"stage\":\"" + stage
                + "\",\"nationwide\":" + nationwide + (dueBy == null ? "" : ",\"due_by\":\"" + dueBy + "\"") + "}}";
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private static List<String> stories(JsonNode page) {
        List<String> stories = new ArrayList<>();
        page.get("signals")
                .forEach(signal -> stories.add(signal.get("rule").asText() + " "
                        + signal.get("subject").asText()));
        return stories;
    }

    @Test
    void shouldListSevereBeforeMildAndTheLargerBrandFirst() throws Exception {
        JsonNode page = api.get("/api/v1/signals");

        assertThat(stories(page))
                .containsSubsequence("DATA_GAP deepal", "DELIVERIES_SURGE nio", "DELIVERIES_SURGE zeekr");
        assertThat(page.at("/facets/severity/CRITICAL").asInt()).isEqualTo(1);
        assertThat(page.get("signals").get(0).get("about_data").asBoolean()).isTrue();
        assertThat(page.get("signals").get(0).has("evidence")).isFalse();
    }

    @Test
    void shouldCountWhatTheOtherChoicesLeave() throws Exception {
        JsonNode page = api.get("/api/v1/signals?rule=DELIVERIES_SURGE&brand=nio");

        assertThat(stories(page)).containsExactly("DELIVERIES_SURGE nio");
        assertThat(page.at("/facets/rule").size()).isEqualTo(1);
        assertThat(page.at("/facets/brand").properties())
                .extracting(entry -> entry.getKey())
                .containsExactly("nio", "zeekr");
        assertThat(stories(api.get("/api/v1/signals?about=data"))).containsExactly("DATA_GAP deepal");
        assertThat(stories(api.get("/api/v1/signals?q=surge%20zeekr"))).containsExactly("DELIVERIES_SURGE zeekr");
    }

    @Test
    void shouldListAPartAtATime() throws Exception {
        int total = api.get("/api/v1/signals").get("total").asInt();
        List<String> whole = stories(api.get("/api/v1/signals"));

        List<String> parts = new ArrayList<>();
        for (int offset = 0; offset < total; offset += 2) {
            parts.addAll(stories(api.get("/api/v1/signals?limit=2&offset=" + offset)));
        }

        assertThat(parts).isEqualTo(whole);
        assertThat(api.send("/api/v1/signals?limit=500").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldAnswerWhatWasOpenOnADay() throws Exception {
        assertThat(stories(api.get("/api/v1/signals?as_of=2024-10-15"))).doesNotContain("DELIVERIES_SURGE nio");
        String id = api.get("/api/v1/signals?rule=DELIVERIES_SURGE&brand=nio")
                .at("/signals/0/alert_id")
                .asText();

        JsonNode then = api.get("/api/v1/alerts/" + id + "?as_of=2024-11-01");

        assertThat(then).hasSize(1);
        assertThat(then.get(0).get("subject").asText()).isEqualTo("nio");
        assertThat(api.send("/api/v1/alerts/" + id + "?as_of=2024-10-15").statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldTellWhoReachedWhichStageWhen() throws Exception {
        JsonNode race = api.get("/api/v1/technologies/CITY_NOA");

        assertThat(race.findValuesAsText("brand")).containsExactly("xpeng", "xiaomi");
        assertThat(race.at("/0/steps")).hasSize(5);
        assertThat(race.at("/1/steps").findValuesAsText("stage"))
                .containsExactly("ANNOUNCED", "CLOSED_BETA", "PUBLIC_BETA", "LIMITED_ROLLOUT");
        assertThat(race.at("/1/steps/3/since").asText()).isEqualTo("2024-05-10");
        assertThat(race.at("/1/steps/3/event_id").asText()).isEqualTo("second");
        assertThat(api.get("/api/v1/technologies/CITY_NOA?as_of=2024-02-01").findValuesAsText("brand"))
                .containsExactly("xpeng");
        assertThat(api.send("/api/v1/technologies/VLM").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldFindBrandsModelsTechnologiesRulesAndSignals() throws Exception {
        assertThat(api.get("/api/v1/search?q=nio").findValuesAsText("kind")).contains("brand", "signal");
        assertThat(api.get("/api/v1/search?q=%E8%94%9A%E6%9D%A5")
                        .get(0)
                        .get("name")
                        .asText())
                .isEqualTo("nio");
        assertThat(api.get("/api/v1/search?q=su7").get(0).get("kind").asText()).isEqualTo("model");
        assertThat(api.get("/api/v1/search?q=city%20noa").findValuesAsText("kind"))
                .contains("technology");
        assertThat(api.get("/api/v1/search?q=deliveries%20surge").findValuesAsText("kind"))
                .contains("rule");
        assertThat(api.get("/api/v1/search?q=nothing%20such")).isEmpty();
        assertThat(api.get("/api/v1/search")).isEmpty();
    }

    @Test
    void shouldTellNamesAndDaysAndOneStatement() throws Exception {
        JsonNode names = api.get("/api/v1/names");
        assertThat(names.findValuesAsText("brand")).contains("nio", "xiaomi").doesNotHaveDuplicates();
        assertThat(names.findValuesAsText("name")).contains("NIO", "Xiaomi");

        JsonNode days = api.get("/api/v1/days?from=2024-10-01&to=2024-11-01");
        assertThat(days.findValuesAsText("day")).containsExactly("2024-10-01", "2024-11-01");
        assertThat(days.get(0).get("statements").asInt()).isEqualTo(2);
        assertThat(api.get("/api/v1/days?brand=deepal").findValuesAsText("day")).containsExactly("2024-07-01");
        assertThat(api.get("/api/v1/days?latest=1").findValuesAsText("day")).containsExactly("2024-11-02");

        JsonNode statement = api.get("/api/v1/statements/second");
        assertThat(statement.get("brand").asText()).isEqualTo("xiaomi");
        assertThat(statement.get("outcome").asText()).isEqualTo("COUNTS");
        assertThat(api.send("/api/v1/statements/none").statusCode()).isEqualTo(404);
        assertThat(api.get("/api/v1/statements?type=technology_milestone").findValuesAsText("event_id"))
                .containsExactly("second", "promise", "first");
    }
}
