package io.bellwether.consumer.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.consumer.webhook.Receiver.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WebhookClientTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330L);
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    /** The example of Standard Webhooks' own documentation. */
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final Message MESSAGE =
            new Message("msg_p5jXN8AQM9LWM0D4loKWxJek", "application/json", "{\"test\": 2432232314}");

    private static final WebhookSettings QUICK = new WebhookSettings(
            Optional.of(SigningSecret.of(SECRET)), true, Duration.ofSeconds(5), Duration.ofSeconds(20));

    private static final WebhookSettings IMPATIENT =
            new WebhookSettings(Optional.empty(), true, Duration.ofMillis(400), Duration.ofMillis(400));

    private static PostResult post(Receiver receiver, WebhookSettings settings) {
        try (WebhookClient client = new WebhookClient(WebhookUrl.of(receiver.url()), settings, 1, CLOCK)) {
            return client.post(MESSAGE);
        }
    }

    @Test
    void shouldSignAsStandardWebhooksHasIt() throws Exception {
        try (Receiver receiver = new Receiver(call -> Reply.status(204))) {
            PostResult answer = post(receiver, QUICK);

            assertThat(answer).isEqualTo(new PostResult.Delivered());
            Receiver.Call call = receiver.calls().get(0);
            assertThat(call.body()).isEqualTo(MESSAGE.body());
            assertThat(call.headers())
                    .containsEntry("webhook-id", MESSAGE.id())
                    .containsEntry("idempotency-key", MESSAGE.id())
                    .containsEntry("webhook-timestamp", "1614265330")
                    .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
                    .containsEntry("content-type", "application/json; charset=UTF-8");
        }
    }

    @Test
    void shouldSignWithEverySecretWhileOneIsExchanged() {
        SigningSecret both = SigningSecret.of(SECRET + "\n" + "another secret of 24 or more\n");

        assertThat(both.signatures(MESSAGE, NOW).split(" ", -1))
                .hasSize(2)
                .startsWith("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(both).hasToString("***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "too short", "whsec_c2hvcnQ=", "whsec_not base64!"})
    void shouldRefuseASecretThatIsNoneWithoutRepeatingIt(String secret) {
        assertThatThrownBy(() -> SigningSecret.of(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a webhook's secret")
                .hasMessageNotContaining(secret.isBlank() ? "\u0000" : secret);
    }

    @ParameterizedTest
    @CsvSource({
        "200,Delivered", "201,Delivered", "204,Delivered", "301,Rejected", "302,Rejected", "307,Rejected",
                "400,Rejected", "401,Rejected",
        "404,Rejected", "408,Retry", "410,Gone", "413,Rejected", "422,Rejected", "425,Retry", "429,Retry", "500,Retry",
        "501,Retry", "502,Retry", "503,Retry", "504,Retry"
    })
    void shouldTellWhatPassesFromWhatDoesNot(int status, String answer) throws Exception {
        try (Receiver receiver = new Receiver(call -> Reply.status(status))) {
            assertThat(post(receiver, QUICK).getClass().getSimpleName()).isEqualTo(answer);
        }
    }

    @Test
    void shouldSayWhatTheReceiverDoesNotLike() throws Exception {
        try (Receiver receiver = new Receiver(
                call -> Reply.status(400, "invalid\u001B[31m_blocks\nline 2\n" + "x".repeat(999), Map.of()))) {
            PostResult answer = post(receiver, QUICK);

            String reason = ((PostResult.Rejected) answer).reason();
            assertThat(reason)
                    .startsWith("HTTP 400: invalid [31m_blocks line 2 xxx")
                    .hasSize(210);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | PT0S",
                "7 | PT7S",
                "999999 | PT1H",
                "99999999999999999999 | PT0S",
                "-1 | PT0S",
                "soon | PT0S",
                "Thu, 25 Feb 2021 15:02:40 GMT | PT30S",
                "Thu, 25 Feb 2021 15:00:00 GMT | PT0S",
                "Fri, 25 Feb 2022 15:00:00 GMT | PT1H",
                "Thursday, 25-Feb-21 15:02:40 GMT | PT30S",
            })
    void shouldHonourRetryAfterWithinLimits(String header, Duration after) throws Exception {
        try (Receiver receiver = new Receiver(call -> Reply.status(429, "", Map.of("Retry-After", header)))) {
            assertThat(post(receiver, QUICK)).isEqualTo(new PostResult.Retry("HTTP 429", after));
        }
    }

    @Test
    void shouldNotFollowARedirect() throws Exception {
        try (Receiver elsewhere = new Receiver(call -> Reply.status(200));
                Receiver receiver = new Receiver(call -> Reply.status(307, "", Map.of("Location", elsewhere.url())))) {
            PostResult answer = post(receiver, QUICK);

            assertThat(answer).isEqualTo(new PostResult.Rejected("HTTP 307, redirects are not followed"));
            assertThat(elsewhere.calls()).isEmpty();
        }
    }

    @Test
    void shouldGiveUpOnAReceiverThatDoesNotAnswer() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (Receiver receiver = new Receiver(call -> exchange -> await(end))) {
            assertThat(post(receiver, IMPATIENT))
                    .isEqualTo(new PostResult.Retry("no answer within 400 ms", Duration.ZERO));
            end.countDown();
        }
    }

    @Test
    void shouldNotBeHeldByABodyThatNeverEnds() throws Exception {
        try (Receiver receiver = new Receiver(call -> exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                byte[] block = new byte[1 << 16];
                while (true) {
                    out.write(block);
                }
            }
        })) {
            assertThat(post(receiver, QUICK)).isEqualTo(new PostResult.Delivered());
        }
    }

    @Test
    void shouldNotBeHeldByAnAnswerThatTrickles() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (Receiver receiver = new Receiver(call -> exchange -> {
            exchange.sendResponseHeaders(500, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            await(end);
        })) {
            assertThat(post(receiver, IMPATIENT)).isInstanceOf(PostResult.Retry.class);
            end.countDown();
        }
    }

    private static void await(CountDownLatch end) throws IOException {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void shouldConnectOnlyToTheAddressThatWasChecked() throws Exception {
        // A name that is public when it is looked at first and points home when it is connected to.
        Deque<String> answers = new ArrayDeque<>(List.of("1.1.1.1", "127.0.0.1"));
        DnsResolver rebinding = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return new InetAddress[] {AddressPolicyTest.literal(answers.remove())};
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        try (Receiver receiver = new Receiver(call -> Reply.status(200));
                WebhookClient client = new WebhookClient(
                        WebhookUrl.of(receiver.url().replace("127.0.0.1", "rebinding.example")),
                        QUICK,
                        1,
                        CLOCK,
                        AddressPolicy.of(false, rebinding))) {
            client.check();

            PostResult answer = client.post(MESSAGE);

            assertThat(answer)
                    .isEqualTo(new PostResult.Retry(
                            "host rebinding.example is at a private or reserved address, which webhooks may not reach",
                            Duration.ZERO));
            assertThat(receiver.calls()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1/x", "http://[::1]/x", "https://localhost/x", "http://169.254.169.254/latest"})
    void shouldRefusePrivateAddressesBeforeTheFirstMessage(String url) {
        try (WebhookClient client = new WebhookClient(WebhookUrl.of(url), WebhookSettings.DEFAULT, 1, CLOCK)) {
            assertThatThrownBy(client::check)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("--allow-private-webhooks allows it");
            assertThat(client.post(MESSAGE)).isInstanceOf(PostResult.Retry.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hook",
                "ftp://h/token",
                "https://u:token@h/",
                "https:///token",
                "https://h/ token",
                "https://h/#token"
            })
    void shouldRefuseWhatIsNoUrlWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> WebhookUrl.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("token")
                .hasNoCause();
    }

    @Test
    void shouldNotShowPathAndQuery() {
        assertThat(WebhookUrl.of("https://hooks.example:8443/T0/B0?key=secret"))
                .hasToString("https://hooks.example:8443/***");
    }
}
