package io.bellwether.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bellwether.server.HttpSettings;
import io.bellwether.server.PrometheusMetrics;
import io.bellwether.server.QueryServer;
import io.bellwether.server.access.AccessSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who opens the dashboard of a server that asks for a token. */
@Tag("browser")
class LoginTest {

    @TempDir
    Path directory;

    @Test
    void shouldLetIntoTheDashboardWhoHasAToken() {
        assumeTrue(Browser.missing().isEmpty(), () -> Browser.missing().orElse(""));
        Path tokens = directory.resolve("tokens.json");
        String token = Program.run("token", "create", "--file", tokens.toString(), "--name", "desk", "--role", "read")
                .out()
                .strip();
        AccessSettings access =
                new AccessSettings(Optional.of(tokens), Optional.empty(), Optional.empty(), Optional.empty());
        try (QueryServer server = QueryServer.start(
                        new HttpSettings("127.0.0.1", 0, Optional.empty()).with(access), new PrometheusMetrics());
                Browser browser = Browser.start("http://127.0.0.1:" + server.port(), directory.resolve("profile"))) {
            // Given who opens a page and is asked for a token
            browser.visit("http://127.0.0.1:" + server.port() + "/technology");
            browser.until(() -> browser.url().contains("/login?next=%2Ftechnology"));
            browser.find("#token").sendKeys("bellwether_wrong");
            browser.find("#login button").click();
            browser.until(() -> browser.find("#problem").getText().contains("not, or no longer, valid"));

            // When
            browser.find("#token").clear();
            browser.find("#token").sendKeys(token);
            browser.find("#login button").click();

            // Then the page is there, and no script can read what lets it in
            browser.until(() -> browser.url().endsWith("/technology"));
            assertThat(browser.run("return document.cookie")).isEqualTo("");
            assertThat(browser.run("return fetch('/api/v1/market').then(answer => answer.status)"))
                    .as("nothing is served yet, but who asks is known")
                    .isEqualTo(503L);
        }
    }
}
