package io.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a link to a page says of it where it is pasted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkPreviewTest {

    private static final String HOSTILE = "A<script>alert(1)</script>";
    private static final String SALES = """
            {"type":"sales","brand":"nio","model":%s,"measure":"DELIVERIES","period_start":"%s-01","granularity":"MONTH",\
            "units":%d,"source":"ir","source_tier":"OFFICIAL","published_at":"%s"}""";

    private final SampleApi api = new SampleApi(List.of(
                    SALES.formatted("null", "2024-09", 10_000, "2024-10-01"),
                    SALES.formatted("null", "2024-10", 20_000, "2024-11-01"),
                    SALES.formatted("\"" + HOSTILE + "\"", "2024-09", 1_000, "2024-10-01"),
                    SALES.formatted("\"" + HOSTILE + "\"", "2024-10", 2_000, "2024-11-01"),
                    """
                    {"type":"capacity","brand":"nio","plant":"one","units_per_month":10000,"effective_from":"2024-03-01",\
                    "source":"ir","source_tier":"OFFICIAL","published_at":"2024-03-28"}""",
                    """
                    {"type":"announcement","brand":"nio","headline":"Wait","source":"ir","source_tier":"OFFICIAL",\
                    "published_at":"2024-11-01","detail":{"type":"lead_time_quote","model":"%s","weeks":25}}""".formatted(HOSTILE))
            .toArray(String[]::new));

    @AfterAll
    void stop() {
        api.close();
    }

    private JsonNode signal(String subject, String rule) throws Exception {
        for (JsonNode alert : api.get("/api/v1/alerts?rule=" + rule)) {
            if (alert.get("subject").asText().equals(subject)) {
                return alert;
            }
        }
        throw new AssertionError("no such signal of " + api.get("/api/v1/alerts"));
    }

    private String html(String path) throws Exception {
        return api.send(path).body();
    }

    @Test
    void shouldSayTheSignalsSentence() throws Exception {
        JsonNode surge = signal("nio", "DELIVERIES_SURGE");

        String html = html("/signals/" + surge.get("alert_id").asText());

        String sentence = Sentences.first(surge.get("message").asText()).replace("'", "&#39;");
        assertThat(html)
                .contains("<title>" + sentence + "</title>")
                .contains("<meta property=\"og:title\" content=\"" + sentence + "\">")
                .doesNotContain("{title}", "{description}", "{assets}");
    }

    @Test
    void shouldSayTheBrandsNewestMonth() throws Exception {
        assertThat(html("/brands/nio")).contains("NIO · Bellwether", "Deliveries in October 2024: 20,000.");
    }

    @Test
    void shouldLetNoNameBecomeMarkup() throws Exception {
        JsonNode wait = signal("nio/" + HOSTILE, "DELIVERY_BOTTLENECK");
        assertThat(wait.get("message").asText()).contains(HOSTILE);

        assertThat(html("/signals/" + wait.get("alert_id").asText()))
                .doesNotContain("<script>alert")
                .contains("A&lt;script&gt;");
    }

    @Test
    void shouldSayNothingOfPastDaysOrWhatThereIsNot() throws Exception {
        for (String path :
                List.of("/", "/brands/nio?as_of=2024-10-15", "/brands/nobody", "/signals/none", "/nowhere")) {
            assertThat(html(path)).as(path).doesNotContain("20,000", "og:title\" content=\"NIO");
        }
        assertThat(html("/brands/nobody")).contains("<title>Bellwether</title>");
    }

    @Test
    void shouldSayNothingWhereReadersMustSayWhoTheyAre() {
        LinkPreviews closed = new LinkPreviews(
                () -> {
                    throw new AssertionError("asked");
                },
                false);
        LinkPreviews starting = new LinkPreviews(() -> null, true);

        assertThat(closed.of("/brands/{brand}", null)).isEqualTo(LinkPreviews.GENERAL);
        assertThat(starting.of("/brands/{brand}", null)).isEqualTo(LinkPreviews.GENERAL);
    }
}
