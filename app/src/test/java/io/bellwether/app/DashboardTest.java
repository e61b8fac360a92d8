package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.publish.Progress;
import io.bellwether.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
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
import org.openqa.selenium.WebElement;

/** The dashboard of a running pipeline that holds the shipped events, as people meet it in a browser. */
@Tag("broker")
@Tag("browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardTest {

    private static final LocalDate UNTIL = LocalDate.of(2024, 11, 11);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final List<String> VIEWS = List.of("/", "/brands", "/brands/xiaomi", "/technology", "/promises");
    private static final String BOTTLENECK = "[data-rule=DELIVERY_BOTTLENECK][data-subject=xiaomi]";
    private static final String SALES = """
            {"type":"sales","brand":"%s","measure":"DELIVERIES","period_start":"%s","granularity":"MONTH",\
            "units":%s,"source":"ir","source_tier":"OFFICIAL","published_at":"%s"}""";

    @TempDir
    static Path directory;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private AllInOne pipeline;
    private Browser browser;

    @BeforeAll
    void start() {
        Optional<String> missing = Browser.missing();
        if (Boolean.parseBoolean(System.getenv("REQUIRE_BROWSER"))) {
            assertThat(missing).isEmpty();
        }
        missing.ifPresent(what -> System.out.println("The dashboard is not tested: " + what));
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        Path events = directory.resolve("events");
        DemoData.write(events, UNTIL);
        pipeline = AllInOne.start(
                new Settings("", "", new Topics(""), Map.of()),
                directory.resolve("data"),
                AllInOne.AllPorts.free(),
                Optional.of(() -> UNTIL));
        pipeline.publish(EventSources.resolve(List.of(events.toString())), Progress.none())
                .join();
        assertThat(pipeline.awaitCaughtUp(PATIENCE, () -> false)).isTrue();
        browser = Browser.start(pipeline.api(), directory.resolve("profile"));
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
        if (pipeline != null) {
            pipeline.close();
        }
    }

    @BeforeEach
    void lookFromWideAndLight() {
        browser.resize(1440, 1000);
        browser.prefer("light");
    }

    /** Of every test: the page asks this server alone, and nothing goes wrong in it. */
    @AfterEach
    void shouldHaveAskedNobodyElseAndLoggedNoError() {
        assertThat(browser.requests()).isNotEmpty().allMatch(url -> url.startsWith(pipeline.api() + "/"));
        assertThat(browser.errors()).isEmpty();
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(pipeline.api() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private void post(String... events) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(pipeline.api() + "/api/v1/events"))
                        .header("Content-Type", "application/x-ndjson")
                        .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", events)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static String number(JsonNode value) {
        return NumberFormat.getIntegerInstance(Locale.US).format(value.asLong());
    }

    @Test
    void shouldShowXiaomisBottleneckWithItsEvidence() throws Exception {
        // Given
        JsonNode alert = get("/api/v1/alerts?brand=xiaomi&rule=DELIVERY_BOTTLENECK&severity=CRITICAL")
                .findParents("alert_id")
                .stream()
                .filter(one -> one.get("subject").asText().equals("xiaomi"))
                .findFirst()
                .orElseThrow();
        browser.open("/");

        // When
        browser.find(BOTTLENECK + " button").click();

        // Then it says what stands, since when, by which bounds, and who said what when
        WebElement row = browser.find(BOTTLENECK);
        assertThat(row.getText())
                .contains("Critical", "Delivery bottleneck", "Xiaomi buyers wait 24 weeks", "24.2 weeks")
                .contains("Oct 28, 2024", "14 days")
                .contains("165.8%", "≥ 90.0%", "≥ 8, ≥ 20", "20,726", "113,000");
        Set<String> sources = new HashSet<>();
        Set<String> links = new HashSet<>();
        alert.get("evidence")
                .forEach(value -> value.get("sources").forEach(source -> {
                    sources.add(source.get("source").asText());
                    if (!source.get("url").isNull()) {
                        links.add(source.get("url").asText());
                    }
                }));
        assertThat(row.getText()).contains(sources).contains("Nov 10, 2024");
        assertThat(browser.all(BOTTLENECK + " td a"))
                .extracting(link -> link.getDomAttribute("href"))
                .isNotEmpty()
                .allMatch(links::contains);
    }

    @Test
    void shouldMoveThePageToAPastDay() throws Exception {
        // Given the page of now
        browser.open("/");
        int now = browser.all(".signal").size();

        // When the day is typed in
        WebElement day = browser.find("#day");
        day.sendKeys("06302024");
        browser.until(() -> browser.url().endsWith("?as_of=2024-06-30"));
        browser.awaitShown();

        // Then all of it is what the API says of that day
        JsonNode alerts = get("/api/v1/alerts?as_of=2024-06-30");
        List<String> wanted = new ArrayList<>();
        alerts.forEach(alert -> wanted.add(
                alert.get("rule").asText() + " " + alert.get("subject").asText()));
        browser.until(() -> browser.find("h1").getText().equals("Signals then"));
        assertThat(browser.all("[aria-label='Signals that stand'] .signal"))
                .extracting(row -> row.getDomAttribute("data-rule") + " " + row.getDomAttribute("data-subject"))
                .containsExactlyInAnyOrderElementsOf(wanted);
        assertThat(browser.find("#note").getText()).contains("June 30, 2024");
        assertThat(browser.find("#state").getText()).isEqualTo("Past day");

        browser.find("#views a[href^='/brands']").click();
        browser.until(() -> browser.find("h1").getText().equals("Brands"));
        browser.awaitShown();
        for (JsonNode brand : get("/api/v1/brands?as_of=2024-06-30")) {
            String deliveries = browser.find(
                            "tr[data-key='" + brand.get("brand").asText() + "'] td[data-label=Deliveries]")
                    .getText();
            JsonNode figure = brand.at("/metrics/deliveries");
            assertThat(deliveries).as(brand.get("brand").asText()).contains(figure.isNull() ? "–" : number(figure));
        }

        // And the address is worth sharing, and the way back leads back
        browser.reload();
        assertThat(browser.url()).endsWith("/brands?as_of=2024-06-30");
        assertThat(browser.find("tr[data-key=xiaomi]").getText()).contains("7,058");
        browser.back();
        browser.until(() -> browser.find("h1").getText().equals("Signals then"));
        browser.back();
        browser.until(() -> browser.find("h1").getText().equals("Signals now"));
        browser.until(() -> browser.all(".signal").size() == now);
        browser.until(() -> browser.find("#state").getText().equals("Live"));
    }

    @Test
    void shouldShowANewAlertAsItOpensAndItsEnd() throws Exception {
        // Given a page that follows
        browser.open("/");
        browser.until(() -> browser.find("#state").getText().equals("Live"));
        browser.run("window.sameage = true");
        String row = "[data-rule=DELIVERIES_SURGE][data-subject=newcomer]";
        assertThat(browser.all(row)).isEmpty();

        // When a brand doubles its deliveries
        post(
                SALES.formatted("newcomer", "2024-09-01", "2000", "2024-10-01"),
                SALES.formatted("newcomer", "2024-10-01", "4000", "2024-11-01"));

        // Then its signal comes by itself, and is told to who cannot see it
        browser.until(
                () -> browser.all("[aria-label='Signals that stand'] " + row).size() == 1);
        assertThat(browser.find(row).getText()).contains("Info", "October brought 4,000 vehicles", "100%");
        browser.until(() -> String.valueOf(browser.run("return document.getElementById('announcer').textContent"))
                .contains("Deliveries surge, newcomer"));

        // When that is taken back
        post(SALES.formatted("newcomer", "2024-10-01", "2100", "2024-11-05"));

        // Then it is among the resolved, on the same page all the while
        browser.until(() ->
                browser.all("[aria-label='Signals lately resolved'] " + row).size() == 1);
        assertThat(browser.all("[aria-label='Signals that stand'] " + row)).isEmpty();
        assertThat(browser.run("return window.sameage")).isEqualTo(true);
    }

    @Test
    void shouldShowWhatAMonthWasFirstSaidToBeAndReadAChartByKeys() {
        browser.open("/brands/xiaomi");
        assertThat(browser.texts("#monthly ~ .table tbody tr").get(0))
                .contains("Oct 2024", "20,000", "Nov 1, 2024", "20,726", "+3.6%");

        browser.run("document.querySelector('#monthly .plot').focus()");
        browser.press(Keys.END);

        assertThat(browser.find("#monthly .readout").getText())
                .contains("October 2024: 20,726", "first said at least 20,000 on Nov 1, 2024", "capacity 12,500");
    }

    @Test
    void shouldFitANarrowWindow() {
        browser.resize(320, 900);
        for (String view : VIEWS) {
            browser.open(view);

            assertThat(browser.run("return document.documentElement.scrollWidth"))
                    .as(view)
                    .asInstanceOf(InstanceOfAssertFactories.LONG)
                    .isLessThanOrEqualTo(320);
        }
    }

    @Test
    void shouldBeUsableByKeyboard() {
        // Given
        browser.open("/");

        // When the first key leads past what is on every page
        browser.press(Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("Skip to content");
        browser.press(Keys.ENTER, Keys.TAB);

        // Then the filters come, the list, and what is in it opens and closes
        assertThat(browser.focused().getDomAttribute("data-action")).isEqualTo("severity");
        Set<Object> met = new HashSet<>();
        while (!"details".equals(browser.focused().getDomAttribute("data-action"))) {
            assertThat(met.add(browser.focused())).as("no trap").isTrue();
            browser.press(Keys.TAB);
        }
        WebElement line = browser.focused();
        assertThat(browser.run("return getComputedStyle(arguments[0]).outlineStyle", line))
                .isEqualTo("solid");
        browser.press(Keys.ENTER);
        assertThat(line.getDomAttribute("aria-expanded")).isEqualTo("true");
        browser.press(Keys.TAB, Keys.ESCAPE);
        assertThat(line.getDomAttribute("aria-expanded")).isEqualTo("false");
        assertThat(browser.focused()).isEqualTo(line);
    }

    @Test
    void shouldHaveNoSeriousAccessibilityViolation() throws Exception {
        for (String scheme : List.of("light", "dark")) {
            browser.prefer(scheme);
            for (String view : VIEWS) {
                browser.open(view);
                browser.all(".signal-line").stream().limit(1).forEach(WebElement::click);
                browser.run("document.querySelectorAll('details').forEach(one => { one.open = true; })");

                assertThat(browser.seriousViolations()).as(scheme + " " + view).isEmpty();
            }
        }
        browser.open("/?as_of=2024-06-30");
        assertThat(browser.seriousViolations()).isEmpty();
        browser.resize(320, 900);
        browser.open("/brands");
        assertThat(browser.seriousViolations()).as("narrow").isEmpty();
    }

    @Test
    void shouldNotJumpAsItFills() {
        for (String view : VIEWS) {
            browser.open(view);

            Object moved = browser.run("return new Promise(done => { let sum = 0; new PerformanceObserver(list => {"
                    + " list.getEntries().forEach(shift => { sum += shift.value; }); })"
                    + ".observe({ type: 'layout-shift', buffered: true });"
                    + " requestAnimationFrame(() => setTimeout(() => done(sum), 100)); })");

            assertThat(((Number) moved).doubleValue()).as(view).isLessThan(0.05);
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
        browser.run("localStorage.clear()");
    }

    @Test
    void shouldSayThatFiguresAreOldWhileTheServerDoesNotAnswer() {
        // Given
        browser.open("/");
        int signals = browser.all(".signal").size();

        browser.offline(() -> {
            // Then what was known stays, and is said to be old
            browser.until(() ->
                    browser.find("#note").getText().contains("The server does not answer. These are the figures of"));
            assertThat(browser.all(".signal")).hasSize(signals);
        });

        // And it comes back by itself
        browser.until(() -> browser.find("#note").getText().isEmpty());
        assertThat(browser.errors()).isNotEmpty().allMatch(error -> error.contains("ERR_INTERNET_DISCONNECTED"));
    }

    @Test
    void shouldSayHonestlyWhatThereIsNot() {
        browser.open("/brands/nobody");
        assertThat(browser.find("main").getText()).contains("Not found", "No event about brand 'nobody'");
        browser.open("/?as_of=2020-01-01");
        assertThat(browser.find("main").getText()).contains("No signal stands");
        assertThat(browser.errors()).allMatch(error -> error.contains("404"));
    }

    /** Not a test: the pictures in the documentation, by {@code -Dscreenshots=docs/screenshots}. */
    @Test
    @EnabledIfSystemProperty(named = "screenshots", matches = ".+")
    void shouldTakeScreenshots() throws Exception {
        Path folder = Files.createDirectories(Path.of(System.getProperty("screenshots")));
        browser.open("/");
        browser.find(BOTTLENECK + " button").click();
        browser.until(() -> browser.all(BOTTLENECK + " .life").size() == 1);
        browser.screenshot(folder.resolve("signals.png"));
        browser.open("/brands");
        browser.screenshot(folder.resolve("brands.png"));
        browser.resize(1440, 1440);
        browser.open("/brands/xiaomi");
        browser.screenshot(folder.resolve("brand.png"));
        browser.prefer("dark");
        browser.screenshot(folder.resolve("brand-dark.png"));
        browser.resize(1440, 1000);
        browser.open("/technology");
        browser.screenshot(folder.resolve("technology-dark.png"));
        browser.open("/?as_of=2024-06-30");
        browser.screenshot(folder.resolve("past-day-dark.png"));
        browser.prefer("light");
        browser.open("/promises");
        browser.screenshot(folder.resolve("promises.png"));
        browser.resize(360, 780);
        browser.open("/");
        browser.screenshot(folder.resolve("narrow.png"));
    }
}
