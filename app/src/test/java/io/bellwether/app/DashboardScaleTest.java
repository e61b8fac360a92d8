package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bellwether.app.instance.AllInOne;
import io.bellwether.app.settings.Settings;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.publish.Progress;
import io.bellwether.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard with 200 brands and 2,000 open signals: as much on a page as a reader wants, the rest a step away. */
@Tag("broker")
@Tag("browser")
class DashboardScaleTest {

    private static final int BRANDS = 200;
    private static final int PROMISES = 10;
    private static final LocalDate TODAY = LocalDate.of(2024, 11, 11);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int PAGE = 50;

    @TempDir
    static Path directory;

    /** Each brand has told a month and broken ten promises. */
    private static List<String> events() {
        List<String> events = new ArrayList<>();
        for (int brand = 0; brand < BRANDS; brand++) {
            String slug = String.format("maker-%03d", brand);
            events.add("""
                    {"type":"sales","brand":"%s","measure":"DELIVERIES","period_start":"2024-10-01","granularity":"MONTH",\
                    "units":%d,"source":"ir","source_tier":"OFFICIAL","published_at":"2024-11-01"}""".formatted(slug, 1_000 + brand));
            for (int promise = 0; promise < PROMISES; promise++) {
                events.add("""
                        {"type":"announcement","brand":"%s","headline":"Promise","source":"ir","source_tier":"OFFICIAL",\
                        "published_at":"2024-01-01","detail":{"type":"technology_milestone","technology":"TECH_%d",\
                        "stage":"FULL_ROLLOUT","due_by":"2024-10-%02d"}}""".formatted(slug, promise, promise + 1));
            }
        }
        return events;
    }

    @Test
    void shouldStayReadableWithTwoThousandSignals() throws Exception {
        assumeTrue(Browser.missing().isEmpty(), () -> Browser.missing().orElse(""));
        Path file = directory.resolve("events.jsonl");
        Files.write(file, events());
        try (AllInOne pipeline = AllInOne.start(
                new Settings("", "", new Topics(""), Map.of()),
                directory.resolve("data"),
                AllInOne.AllPorts.free(),
                Optional.of(() -> TODAY))) {
            pipeline.publish(EventSources.resolve(List.of(file.toString())), Progress.none())
                    .join();
            assertThat(pipeline.awaitCaughtUp(PATIENCE, () -> false)).isTrue();
            try (Browser browser = Browser.start(pipeline.api(), directory.resolve("profile"))) {
                browser.resize(1280, 1000);

                // The list is a page of fifty, and its facets know them all
                browser.open("/signals?rule=COMMITMENT_OVERDUE");
                assertThat(browser.all(".signal")).hasSize(PAGE);
                assertThat(browser.find(".pager").getText()).contains("1 to 50 of 2,000");
                assertThat(browser.find("[aria-labelledby=facet-rule] li").getText())
                        .contains("2,000");
                assertThat(browser.all("[aria-labelledby=facet-brand] > ul > li"))
                        .hasSizeLessThanOrEqualTo(12);

                // Another page has others
                String first = browser.find(".signal").getDomAttribute("data-key");
                browser.find(".pager [rel=next]").click();
                browser.until(() -> browser.url().contains("offset=50"));
                browser.awaitShown();
                assertThat(browser.all(".signal")).hasSize(PAGE);
                assertThat(browser.all(".signal[data-key='" + first + "']")).isEmpty();

                // Today is a screen or three, and the brands come a hundred at a time
                browser.open("/");
                assertThat((Long) browser.run("return document.documentElement.scrollHeight"))
                        .isLessThan(5_000L);
                browser.open("/brands");
                assertThat(browser.all("tbody tr")).hasSize(100);
                browser.open("/promises");
                assertThat(browser.all("tr[data-key]")).hasSize(100);
                browser.open("/technology/TECH_3");
                assertThat(browser.all(".runner")).hasSize(20);
                browser.press("/", "maker-137");
                browser.until(() -> browser.texts("#found a").contains("maker-137"));
                assertThat(browser.errors()).isEmpty();
            }
        }
    }
}
