package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The dashboard of a running pipeline that holds the shipped events, as people meet it in a browser. */
@Tag("broker")
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardTest {

    /** Days of the data on which figures are compared; the last is the day of the data itself. */
    private static final List<String> DAYS = List.of(
            "2023-02-15",
            "2023-07-05",
            "2023-12-31",
            "2024-02-26",
            "2024-04-02",
            "2024-06-15",
            "2024-08-30",
            "2024-09-15",
            "2024-10-31",
            "2024-11-11");

    private static final String SALES = """
            {"type":"sales","brand":"%s","measure":"DELIVERIES","period_start":"%s","granularity":"MONTH",\
            "units":%s,"source":"ir","source_tier":"OFFICIAL","published_at":"%s"}""";

    @TempDir
    static Path directory;

    private ShippedDashboard dashboard;
    private Browser browser;

    @BeforeAll
    void start() {
        dashboard = ShippedDashboard.start(directory);
        browser = dashboard.browser();
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

    /** Of every test: the page asks this server alone, and nothing goes wrong in it. */
    @AfterEach
    void shouldHaveAskedNobodyElseAndLoggedNoError() {
        assertThat(browser.requests())
                .isNotEmpty()
                .allMatch(url -> url.startsWith(dashboard.pipeline().api() + "/"));
        assertThat(browser.errors()).isEmpty();
    }

    private JsonNode get(String path) throws Exception {
        return dashboard.get(path);
    }

    private void post(String... events) throws Exception {
        assertThat(dashboard.post(events)).isEqualTo(202);
    }

    private static String number(JsonNode value) {
        return NumberFormat.getIntegerInstance(Locale.US).format(value.asLong());
    }

    private String text(String selector) {
        return String.valueOf(browser.run("return document.querySelector(arguments[0]).textContent", selector));
    }

    private JsonNode bottleneck() throws Exception {
        for (JsonNode alert : get("/api/v1/alerts?brand=xiaomi&rule=DELIVERY_BOTTLENECK")) {
            if (alert.get("subject").asText().equals("xiaomi")) {
                return alert;
            }
        }
        throw new AssertionError("no bottleneck of Xiaomi");
    }

    @Test
    void shouldLeadWithTheStoryAndShowItsEvidence() throws Exception {
        // Given
        JsonNode alert = bottleneck();
        browser.open("/");
        assertThat(browser.find(".lead h1").getText()).startsWith("Xiaomi buyers wait 24 weeks");

        // When
        browser.find(".lead h1 a").click();
        browser.until(
                () -> browser.url().endsWith("/signals/" + alert.get("alert_id").asText()));
        browser.awaitShown();

        // Then it says what stands, by which bounds, and who said what when; and the address is its own
        String page = browser.find("main").getText();
        assertThat(page).contains("Critical", "Delivery bottleneck", "166%", "≥ 90%", "≥ 8, ≥ 20", "20,726", "113,000");
        alert.get("evidence")
                .forEach(value -> value.get("sources").forEach(source -> {
                    if (!source.get("url").isNull()) {
                        String host =
                                URI.create(source.get("url").asText()).getHost().replaceFirst("^www\\.", "");
                        assertThat(page).containsAnyOf("via " + host, "via CleanTechnica", "via CnEVPost");
                    }
                }));
        browser.reload();
        assertThat(browser.find("h1").getText()).startsWith("Xiaomi buyers wait 24 weeks");
        browser.back();
        browser.until(() -> browser.all(".lead").size() == 1);
    }

    @Test
    void shouldShowTheFiguresOfTheApiOnEveryDayAndInBothLanguages() throws Exception {
        for (String language : List.of("en", "zh-Hans")) {
            for (String day : language.equals("en") ? DAYS : DAYS.subList(DAYS.size() - 2, DAYS.size())) {
                String query = "?as_of=" + day;
                String shown = query + "&lang=" + language;
                browser.open("/brands" + shown);
                Map<?, ?> deliveries = (Map<?, ?>)
                        browser.run(
                                "return Object.fromEntries([...document.querySelectorAll('tr[data-key]')].map(row =>"
                                        + " [row.dataset.key, row.querySelector('[data-label=deliveries] .value, [data-label=deliveries] .unknown').textContent]))");
                JsonNode brands = get("/api/v1/brands" + query);
                assertThat(deliveries).as(day).hasSize(brands.size());
                for (JsonNode brand : brands) {
                    assertThat(String.valueOf(deliveries.get(brand.get("brand").asText())))
                            .as(day + brand.get("brand"))
                            .isEqualTo(figure(
                                    brand.at("/metrics/deliveries"),
                                    brand.at("/metrics/deliveries_qualifier"),
                                    language));
                }
                browser.open("/" + shown);
                JsonNode market = get("/api/v1/market" + query);
                for (Map.Entry<String, JsonNode> brand : market.get("brands").properties()) {
                    List<String> row = browser.texts("tr[data-key='" + brand.getKey() + "'] [data-label=deliveries]");
                    JsonNode units = brand.getValue().get("deliveries");
                    assertThat(row).as(day + brand.getKey()).hasSize(units.isNull() ? 0 : 1);
                    assertThat(units.isNull() || row.get(0).endsWith(number(units)))
                            .as(day + row)
                            .isTrue();
                }
                assertThat(browser.errors()).as(day + language).isEmpty();
            }
        }
    }

    /** As the page writes it, with the sign of its exactness and the word for who cannot see it. */
    private static String figure(JsonNode units, JsonNode qualifier, String language) {
        boolean chinese = language.startsWith("zh");
        if (units.isNull()) {
            return "–" + (chinese ? "未知" : "unknown");
        }
        String mark = switch (qualifier.asText()) {
            case "AT_LEAST" -> "≥\u2009" + (chinese ? "至少 " : "at least ");
            case "ESTIMATE" -> "≈\u2009" + (chinese ? "约 " : "about ");
            default -> "";
        };
        return mark + number(units);
    }

    @Test
    void shouldTakeRunningSumsAndForecastsFromTheApi() throws Exception {
        for (String brand : List.of("xiaomi", "li-auto", "aito")) {
            for (String day : DAYS.subList(7, DAYS.size())) {
                browser.open("/brands/" + brand + "?as_of=" + day);
                if (browser.all("#year").isEmpty()) {
                    continue;
                }
                JsonNode year = get("/api/v1/brands/" + brand + "/year?as_of=" + day);
                List<?> sums = (List<?>) browser.run("return [...document.querySelectorAll('[data-key=year] tbody tr')]"
                        + ".map(row => row.children[2].textContent)");
                int i = 0;
                for (JsonNode month : year.get("months")) {
                    assertThat(sums.get(i++))
                            .as(brand + day + month)
                            .isEqualTo(figure(month.get("ytd"), month.get("ytd_qualifier"), "en"));
                }
            }
        }
        browser.open("/brands/li-auto");
        assertThat(text("main")).contains("1 in 10", "506,000", "469,000 to 562,000");
    }

    @Test
    void shouldSayRefinedWhereABoundWasMadeExactAndShowWhatWasKnownWhen() {
        browser.open("/brands/xiaomi");
        assertThat(text("#months-head")).contains("Deliveries a month");
        assertThat(String.valueOf(browser.run(
                        "return [...document.querySelectorAll('.as-table')].map(one => one.textContent).join()")))
                .contains("Oct 2024≥", "20,000Nov 1, 202420,726refined")
                .doesNotContain("+3.6%", "Restated");

        // When the month is opened and the day is dragged back before the association's figure
        browser.open("/brands/xiaomi/months/2024-10");
        assertThat(browser.find(".figures").getText()).contains("20,726");
        browser.run("const slider = document.getElementById('known-on'); slider.value = 0;"
                + " slider.dispatchEvent(new Event('input', { bubbles: true }))");
        browser.until(() -> browser.url().endsWith("?as_of=2024-10-29"));
        browser.awaitShown();

        // Then claim and statements are those of that day
        browser.until(() -> browser.find(".figures").getText().contains("≥"));
        assertThat(browser.find(".figures").getText())
                .contains("part of the month")
                .doesNotContain("20,726");
        assertThat(browser.all("main .block tbody tr")).hasSize(1);
    }

    @Test
    void shouldFindAndFilterByKeyboard() throws Exception {
        browser.open("/");
        browser.press("/");
        browser.press("蔚来");
        browser.until(() -> browser.texts("#found a").contains("NIO"));
        browser.press(Keys.ENTER);
        browser.until(() -> browser.url().endsWith("/brands/nio"));
        browser.awaitShown();
        browser.press("gs");
        browser.until(() -> browser.url().endsWith("/signals"));
        browser.awaitShown();
        browser.find("[aria-labelledby=facet-rule] a[href*=TARGET_AT_RISK]").click();
        browser.until(() -> browser.url().contains("rule=TARGET_AT_RISK"));
        browser.awaitShown();
        int wanted = get("/api/v1/signals?rule=TARGET_AT_RISK").get("total").asInt();
        browser.until(() -> browser.all(".signal").size() == wanted);
        browser.press("j");
        assertThat(browser.focused().getDomAttribute("data-row")).isNotNull();
        browser.press("?");
        assertThat(browser.find("#dialog").getText()).contains("Previous and next day with news");
        browser.press(Keys.ESCAPE);
        browser.press("[");
        browser.until(() -> browser.url().contains("as_of=2024-11-10"));
    }

    @Test
    void shouldAcknowledgeOnThePage() throws Exception {
        String id = bottleneck().get("alert_id").asText();
        browser.open("/signals/" + id);
        browser.find("#by").sendKeys("li.wei");
        browser.find("#remark").sendKeys("Asked the plant.");
        browser.find("#acknowledge button").click();
        browser.until(() -> browser.find("main").getText().contains("Seen by li.wei"));
        assertThat(get("/api/v1/alerts/" + id).findValuesAsText("note")).contains("Asked the plant.");
    }

    @Test
    void shouldLetNewsWaitBehindAButton() throws Exception {
        // Given a page that follows
        browser.open("/signals");
        int before = browser.all(".signal").size();

        // When a brand doubles its deliveries
        post(
                SALES.formatted("newcomer", "2024-09-01", "2000", "2024-10-01"),
                SALES.formatted("newcomer", "2024-10-01", "4000", "2024-11-01"));

        // Then it is said, and nothing moves until the reader wants it
        browser.until(() -> browser.all("#news").size() == 1
                && browser.find("#news").getText().contains("4,000"));
        assertThat(browser.all(".signal")).hasSize(before);
        browser.find("#news button").click();
        browser.until(() -> browser.all("[data-rule=DELIVERIES_SURGE][data-subject=newcomer]")
                        .size()
                == 1);
        assertThat(browser.all("#news")).isEmpty();
    }

    @Test
    void shouldSayWhyADayOrAnAddressCannotBeShown() {
        browser.open("/?as_of=2031-01-01");
        assertThat(browser.find("main").getText()).contains("January 1, 2031", "lies ahead of what is known");
        browser.open("/brands?as_of=2024-13-45");
        assertThat(browser.find("main").getText()).contains("“2024-13-45” is no day");
        browser.open("/nowhere/at/all");
        assertThat(browser.find("main").getText()).contains("There is no page at this address");
        browser.open("/brands/nobody");
        assertThat(browser.find("main").getText()).contains("Not found", "No event about brand 'nobody'");
        browser.open("/signals?as_of=2020-01-01");
        assertThat(browser.find("main").getText()).contains("No rule fires");
        assertThat(browser.errors()).allMatch(error -> error.contains("404"));
    }

    @Test
    void shouldPrintOnWhiteWithSeverityMarksAndWithoutControls() {
        browser.open("/");
        browser.run("document.documentElement.dataset.theme = 'dark'");
        browser.media("print", "prefers-color-scheme", "dark");
        assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(browser.run("return getComputedStyle(document.querySelector('.severity .mark path')).fill"))
                .isEqualTo("rgb(174, 20, 32)");
        assertThat(browser.find(".tools").isDisplayed()).isFalse();
        browser.media("", "prefers-color-scheme", "light");
    }

    @Test
    void shouldNotJumpAsItFills() {
        for (String page : List.of("/", "/brands", "/brands/xiaomi", "/signals")) {
            browser.open(page);

            Object moved = browser.run("return new Promise(done => { let sum = 0; new PerformanceObserver(list => {"
                    + " list.getEntries().forEach(shift => { sum += shift.value; }); })"
                    + ".observe({ type: 'layout-shift', buffered: true });"
                    + " requestAnimationFrame(() => setTimeout(() => done(sum), 100)); })");

            assertThat(((Number) moved).doubleValue()).as(page).isLessThan(0.1);
        }
    }

    @Test
    void shouldKeepTheChosenColours() {
        browser.open("/");
        String light = String.valueOf(browser.run("return getComputedStyle(document.body).backgroundColor"));

        browser.find("#theme").click();
        String dark = String.valueOf(browser.run("return getComputedStyle(document.body).backgroundColor"));
        browser.reload();

        assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(dark)
                .isNotEqualTo(light);
    }

    @Test
    void shouldSayThatFiguresAreOldWhileTheServerDoesNotAnswer() {
        browser.open("/");
        int signals = browser.all(".signal").size();

        browser.offline(() -> {
            browser.until(() -> browser.find("#trouble").getText().contains("No answer; this is what was there at"));
            assertThat(browser.all(".signal")).hasSize(signals);
        });

        browser.until(() -> browser.all("#trouble").isEmpty());
        assertThat(browser.errors()).isNotEmpty().allMatch(error -> error.contains("ERR_INTERNET_DISCONNECTED"));
    }

    /** Not a test: the pictures in the documentation, by {@code -Dscreenshots=docs/screenshots}. */
    @Test
    @EnabledIfSystemProperty(named = "screenshots", matches = ".+")
    void shouldTakeScreenshots() throws Exception {
        Path folder = Files.createDirectories(Path.of(System.getProperty("screenshots")));
        browser.resize(1280, 1000);
        browser.open("/");
        browser.screenshot(folder.resolve("today.png"));
        browser.open("/signals/" + bottleneck().get("alert_id").asText());
        browser.screenshot(folder.resolve("signal.png"));
        browser.open("/signals");
        browser.screenshot(folder.resolve("signals.png"));
        browser.open("/brands");
        browser.screenshot(folder.resolve("brands.png"));
        browser.open("/brands/li-auto");
        browser.screenshot(folder.resolve("brand.png"));
        browser.prefer("dark");
        browser.screenshot(folder.resolve("brand-dark.png"));
        browser.open("/technology/CITY_NOA");
        browser.screenshot(folder.resolve("technology-dark.png"));
        browser.open("/?as_of=2024-06-30");
        browser.screenshot(folder.resolve("past-day-dark.png"));
        browser.prefer("light");
        browser.open("/promises");
        browser.screenshot(folder.resolve("promises.png"));
        browser.open("/story");
        browser.screenshot(folder.resolve("story.png"));
        browser.resize(360, 780);
        browser.open("/");
        browser.screenshot(folder.resolve("narrow.png"));
    }
}
