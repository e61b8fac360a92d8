package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real Chromium without a window, the machine's own: nothing is downloaded. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Pages of the browser itself, and pictures within an address, ask nobody. */
    private static final Pattern WEB = Pattern.compile("(https?|wss?|ftp):.*");

    private final ChromeDriver driver;
    private final String base;

    private Browser(ChromeDriver driver, String base) {
        this.driver = driver;
        this.base = base;
    }

    /** What a browser test lacks on this machine; empty if nothing. */
    static Optional<String> missing() {
        if (binary().isEmpty()) {
            return Optional.of("no Chromium is on the PATH (Debian: apt-get install chromium chromium-driver)");
        }
        return driverBinary().isEmpty()
                ? Optional.of("no chromedriver is on the PATH (Debian: apt-get install chromium-driver)")
                : Optional.empty();
    }

    private static Optional<Path> binary() {
        return onPath("chromium", "chromium-browser", "google-chrome");
    }

    private static Optional<Path> driverBinary() {
        return onPath("chromedriver");
    }

    private static Optional<Path> onPath(String... names) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Arrays.stream(names)
                .flatMap(name -> Stream.of(path.split(":", -1)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it.
     *
     * @param base of the pages
     * @param profile a folder that is its own
     */
    static Browser start(String base, Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(binary().orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en-US",
                // Names that a stranger's DNS would give this machine's address.
                "--host-resolver-rules=MAP *.test 127.0.0.1",
                "--window-size=1440,1000",
                "--user-data-dir=" + profile.toAbsolutePath());
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driverBinary().orElseThrow().toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options), base);
    }

    /** Opens a page and waits until it shows what it asked for. */
    void open(String path) {
        driver.get(base + path);
        awaitShown();
    }

    /** Opens any page, which need not be ours. */
    void visit(String address) {
        driver.get(address);
    }

    /** Forgets what pages have kept: language, colours, name. */
    void forget() {
        driver.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", base, "storageTypes", "local_storage"));
    }

    void awaitShown() {
        until(() ->
                Boolean.TRUE.equals(run("return document.getElementById('main')?.getAttribute('aria-busy') === 'false'"
                        + " && !document.body.classList.contains('is-asking')")));
    }

    void until(java.util.concurrent.Callable<Boolean> condition) {
        await().atMost(PATIENCE).ignoreExceptions().until(condition);
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    List<String> texts(String selector) {
        return all(selector).stream().map(WebElement::getText).toList();
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /** Presses keys, wherever the focus is. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    String url() {
        return Objects.requireNonNull(driver.getCurrentUrl());
    }

    void back() {
        driver.navigate().back();
    }

    void reload() {
        driver.navigate().refresh();
        awaitShown();
    }

    /** A window so wide and high, whatever the machine's screen. */
    void resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** What the reader's system prefers: light or dark. */
    void prefer(String scheme) {
        media("", "prefers-color-scheme", scheme);
    }

    /**
     * How the page is shown.
     *
     * @param medium {@code print}, or empty for a screen
     * @param feature of CSS
     */
    void media(String medium, String feature, String value) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("media", medium, "features", List.of(Map.of("name", feature, "value", value))));
    }

    /** Cuts the network, or joins it again. */
    private void cut(boolean off) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", off, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** Does something while the page reaches nobody. */
    void offline(Runnable meanwhile) {
        cut(true);
        try {
            meanwhile.run();
        } finally {
            cut(false);
        }
    }

    /** What axe-core finds wrong, of any impact. */
    List<String> violations() throws IOException {
        try (InputStream axe = Browser.class.getResourceAsStream("/axe.min.js")) {
            run(new String(Objects.requireNonNull(axe).readAllBytes(), StandardCharsets.UTF_8));
        }
        Object found = driver.executeAsyncScript("const done = arguments[arguments.length - 1];"
                + "axe.run(document).then(found => done(JSON.stringify(found.violations.map(one => ({"
                + "id: one.id, impact: one.impact, at: one.nodes.map(node => node.target.join(' ') + ': ' + node.failureSummary)"
                + "})))), error => done(JSON.stringify([{id: String(error), impact: 'critical', at: []}])));");
        List<String> violations = new ArrayList<>();
        for (JsonNode violation : JSON.readTree((String) found)) {
            violations.add(violation.toString());
        }
        return violations;
    }

    /** The console's errors since this was last asked. */
    List<String> errors() {
        List<String> errors = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                errors.add(entry.getMessage());
            }
        }
        return errors;
    }

    /** The addresses that were asked for since this was last asked. */
    List<String> requests() {
        List<String> requests = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = message(entry);
            String url = message.at("/params/request/url").asText();
            boolean sent = message.path("method").asText().equals("Network.requestWillBeSent");
            if (sent && WEB.matcher(url).matches()) {
                requests.add(url);
            }
        }
        return requests;
    }

    private static JsonNode message(LogEntry entry) {
        try {
            return JSON.readTree(entry.getMessage()).path("message");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes what is seen as a PNG. */
    void screenshot(Path file) throws IOException {
        Object data = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"))
                .get("data");
        Files.write(file, Base64.getDecoder().decode((String) data));
        assertThat(Files.size(file)).isLessThan(300_000);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
