package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;

/** Every address of the dashboard, by whatever means people read it: narrow, enlarged, on paper, by keyboard, in Chinese. */
@Tag("broker")
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {

    private static final Duration SETTLED = Duration.ofSeconds(10);
    private static final int NARROW = 360;
    /** What is left of 1440 pixels at a zoom of 200%. */
    private static final int ENLARGED = 720;
    /** A4 between margins of 16 mm. */
    private static final int PAPER = 672;

    @TempDir
    static Path directory;

    private ShippedDashboard dashboard;
    private Browser browser;

    @BeforeAll
    void start() throws Exception {
        dashboard = ShippedDashboard.start(directory);
        browser = dashboard.browser();
        assertThat(dashboard.post("{\"type\":\"sales\",\"brand\":\"nio\",\"units\":-5}"))
                .isEqualTo(422);
    }

    @AfterAll
    void stop() {
        if (dashboard != null) {
            dashboard.close();
        }
    }

    @BeforeEach
    void lookFromWideAndLight() {
        dashboard.lookFromWideAndLight();
    }

    /** Every pattern of router.js, with what the shipped data have for it. */
    Stream<String> pages() throws Exception {
        JsonNode signal = dashboard.get("/api/v1/alerts?brand=xiaomi&rule=DELIVERY_BOTTLENECK");
        JsonNode statement = dashboard.get("/api/v1/statements?brand=xiaomi&limit=1");
        JsonNode letter = dashboard.get("/api/v1/dead-letters");
        return Stream.of(
                "/",
                "/signals",
                "/signals/" + signal.get(0).get("alert_id").asText(),
                "/brands",
                "/brands/xiaomi",
                "/brands/xiaomi/models/SU7",
                "/brands/xiaomi/months/2024-10",
                "/compare?brands=nio,zeekr",
                "/technology",
                "/technology/CITY_NOA",
                "/promises",
                "/promises/xiaomi/CITY_NOA/FULL_ROLLOUT",
                "/targets/li-auto/2024",
                "/news",
                "/changes",
                "/sources",
                "/sources/cpca",
                "/statements/" + statement.get(0).get("event_id").asText(),
                "/refused",
                "/refused/" + letter.get(0).get("id").asText(),
                "/add",
                "/story",
                "/story/6",
                "/nowhere");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldBeReadableByAnyMeans(String page) throws Exception {
        browser.open(page);
        browser.run("document.querySelectorAll('main details').forEach(one => { one.open = true; })");
        assertThat(browser.violations()).as("light").isEmpty();
        reachEachControlByKeyboard();
        for (int width : List.of(NARROW, ENLARGED)) {
            browser.resize(width, 900);
            fits(width);
        }
        onPaper();
        inForcedColours();
        browser.prefer("dark");
        browser.resize(NARROW, 900);
        inChinese(page);
    }

    private void fits(int width) {
        // Charts are drawn anew a moment after their place has another size.
        await().atMost(SETTLED)
                .untilAsserted(() -> assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                        .as("width of %s", width)
                        .isLessThanOrEqualTo(width));
    }

    private void onPaper() {
        browser.resize(PAPER, 900);
        browser.media("print", "prefers-color-scheme", "dark");
        fits(PAPER);
        assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(browser.run("return [...document.querySelectorAll('button:not(.sort), input, select, textarea')]"
                        + ".filter(one => one.checkVisibility()).length"))
                .as("controls on paper")
                .isEqualTo(0L);
        browser.media("", "prefers-color-scheme", "light");
    }

    /** Only what is current is underlined, and marks are seen on the ground that the reader chose. */
    private void inForcedColours() {
        browser.media("", "forced-colors", "active");
        assertThat(browser.run("const ground = getComputedStyle(document.body).backgroundColor;"
                        + " return [...document.querySelectorAll('.views > a:not([aria-current]), .tabs a:not([aria-current])')]"
                        + ".filter(one => getComputedStyle(one).borderBottomColor !== ground).length"))
                .as("underlined tabs")
                .isEqualTo(0L);
        assertThat(browser.run("const ground = getComputedStyle(document.body).backgroundColor;"
                        + " return [...document.querySelectorAll('.mark path')]"
                        + ".filter(one => getComputedStyle(one).fill === ground).length"))
                .as("unseen marks")
                .isEqualTo(0L);
        browser.media("", "forced-colors", "none");
    }

    /** Every control that is seen takes the focus, in the order of the page. */
    private void reachEachControlByKeyboard() {
        assertThat(browser.run(
                        "return [...document.querySelectorAll('a[href], button, input, select, textarea, summary, .plot, [data-action]')]"
                                + ".filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.disabled && !one.closest('[hidden]'))"
                                + ".filter(one => { one.focus({ preventScroll: true }); return document.activeElement !== one || one.tabIndex !== 0; })"
                                + ".map(one => one.outerHTML.slice(0, 120)).join('\\n')"))
                .as("not reached")
                .isEqualTo("");
    }

    private void inChinese(String page) throws Exception {
        browser.errors();
        browser.open(page + (page.contains("?") ? "&" : "?") + "lang=zh-Hans");
        // What a dictionary lacks is an error in the console.
        assertThat(browser.errors()).allMatch(error -> error.contains("404"));
        Object latin = browser.run("const found = []; const walk = node => { for (const child of node.childNodes) {"
                + " if (child.nodeType === 3 && /[a-z]{4,} [a-z]{2,}/.test(child.data)) found.push(child.data);"
                + " if (child.nodeType === 1 && !child.lang && !['CODE', 'S', 'PRE', 'TEXTAREA'].includes(child.nodeName)) walk(child); } };"
                + " walk(document.querySelector('main')); return found.join(' | ')");
        assertThat(latin).as("no Chinese").isEqualTo("");
        fits(NARROW);
        assertThat(browser.violations()).as("dark, narrow, in Chinese").isEmpty();
    }

    @Test
    void shouldKeepTheLanguageThatIsChosen() {
        browser.open("/");
        browser.find("#language").click();
        browser.until(() -> browser.find(".views").getText().contains("今日"));
        browser.reload();
        assertThat(browser.run("return document.documentElement.lang")).isEqualTo("zh-Hans");
    }

    @Test
    void shouldTakeFiguresThatArePastedOnceTheyWereSeen() throws Exception {
        // Given two rows of a spreadsheet, of which one is wrong
        browser.open("/add");
        browser.find("#shared").sendKeys("type=sales,measure=DELIVERIES,granularity=MONTH,source=ir");
        paste("""
                brand\tperiod_start\tunits\tsource_tier\tpublished_at
                pasted\t2024-10-01\t1.234\tOFFICIAL\t2024-11-01
                pasted\t2024-09-01\tmany\tOFFICIAL\t2024-10-01
                """);
        browser.run("const numbers = document.getElementById('numbers'); numbers.value = '1.234,5';"
                + " numbers.dispatchEvent(new Event('change', { bubbles: true }))");

        // When it is checked
        browser.find("#add button[type=submit]").click();
        browser.until(() -> browser.find("#counts").getText().contains("1 accepted"));

        // Then it is said what would become of each row, and nothing has happened
        assertThat(browser.find("main").getText()).contains("units", "many");
        assertThat(dashboard.get("/api/v1/dead-letters?field=units&reason=many"))
                .isEmpty();

        // When it is published, by keyboard
        browser.find("#publish").sendKeys(Keys.ENTER);
        browser.until(() -> browser.find("#result-head").getText().equals("Published"));

        // Then the figure is there as it was written, and the other waits to be put right
        browser.until(() -> dashboard.get("/api/v1/statements?brand=pasted").size() == 1);
        assertThat(dashboard
                        .get("/api/v1/statements?brand=pasted")
                        .get(0)
                        .at("/units")
                        .asLong())
                .isEqualTo(1234);
        assertThat(dashboard.get("/api/v1/dead-letters?kind=csv&origin=http")).hasSize(1);
    }

    @Test
    void shouldTakeAFileInChinese() throws Exception {
        browser.open("/add?lang=zh-Hans");
        Path file = Files.writeString(directory.resolve("figures.jsonl"), """
                {"type":"sales","brand":"from-file","measure":"DELIVERIES","period_start":"2024-10-01","granularity":"MONTH",\
                "units":77,"source":"ir","source_tier":"OFFICIAL","published_at":"2024-11-01"}
                """);
        browser.find("#file").sendKeys(file.toString());
        browser.until(() -> browser.find("#add").getText().contains("figures.jsonl"));
        browser.find("#add button[type=submit]").click();
        browser.until(() -> browser.find("#counts").getText().contains("1 接受"));
        browser.find("#publish").click();
        browser.until(() -> browser.find("#result-head").getText().equals("发布"));
        browser.until(() -> dashboard.get("/api/v1/statements?brand=from-file").size() == 1);
    }

    @Test
    void shouldPutARefusedEventRightOnThePage() throws Exception {
        // Given
        assertThat(dashboard.post(sales("wrong-units", "-7"), sales("never-mind", "-8")))
                .isEqualTo(422);
        browser.open("/refused?reason=-7");
        browser.find("tbody a").click();
        browser.until(() -> !browser.all("#repair").isEmpty());

        // When another wrong figure is tried, by keyboard
        browser.run("document.getElementById('field-units').select()");
        browser.find("#field-units").sendKeys("-9", Keys.ENTER);
        browser.until(() -> browser.find("#told").getText().contains("got: -9"));
        assertThat(browser.find("#field-units").getDomAttribute("aria-invalid")).isEqualTo("true");
        browser.run("document.getElementById('field-units').select()");
        browser.find("#field-units").sendKeys("4200", Keys.ENTER);
        browser.until(() -> browser.find("#told").getText().contains("It would be accepted"));
        assertThat(dashboard.get("/api/v1/dead-letters?reason=-7")).hasSize(1);
        browser.find("[data-action=publish-fields]").click();
        browser.until(() -> browser.find("#told").getText().contains("Published"));

        // Then the event is in, and the letter is done
        assertThat(dashboard.get("/api/v1/dead-letters?reason=-7")).isEmpty();
        assertThat(browser.all("#repair")).isEmpty();
        browser.until(
                () -> dashboard.get("/api/v1/statements?brand=wrong-units").size() == 1);

        // When the other is dismissed
        browser.open("/refused?reason=-8&lang=zh-Hans");
        browser.find("tbody a").click();
        browser.until(() -> !browser.all("#dismiss").isEmpty());
        browser.find("#dismiss").click();
        browser.until(() -> browser.find("#told").getText().contains("已标记为不予处理"));

        // Then it is listed no more, and nothing came of it
        assertThat(dashboard.get("/api/v1/dead-letters?reason=-8")).isEmpty();
        assertThat(dashboard.get("/api/v1/dead-letters?reason=-8&state=done").findValuesAsText("state"))
                .containsExactly("dismissed");
        browser.errors();
    }

    @Test
    void shouldSayInEveryViewThatOnlyRegistrationsAreKnown() throws Exception {
        // Given
        String event = sales("registered", "300").replace("DELIVERIES", "REGISTRATIONS");
        assertThat(dashboard.post(event)).isEqualTo(202);
        browser.until(() -> dashboard
                .get("/api/v1/brands/registered")
                .get("registrations_only")
                .asBoolean());

        // When
        browser.open("/brands/registered");
        Program asked = Program.run("query", "--url", dashboard.pipeline().api(), "brand", "registered");

        // Then
        assertThat(browser.find("#registrations-only").getText()).contains("--as-deliveries");
        assertThat(browser.find("#measure").getDomProperty("value")).isEqualTo("REGISTRATIONS");
        assertThat(asked.out()).contains("Only registrations are known", "--as-deliveries");
        assertThat(dashboard
                        .get("/api/v1/brands/xiaomi")
                        .get("registrations_only")
                        .asBoolean())
                .isFalse();
    }

    private static String sales(String brand, String units) {
        return """
                {"type":"sales","brand":"%s","measure":"DELIVERIES","period_start":"2024-10-01","granularity":"MONTH",\
                "units":%s,"source":"ir","source_tier":"OFFICIAL","published_at":"2024-11-01"}""".formatted(brand, units);
    }

    private void paste(String text) {
        browser.run(
                "const rows = document.getElementById('rows'); rows.value = arguments[0];"
                        + " rows.dispatchEvent(new Event('input', { bubbles: true }))",
                text);
    }
}
