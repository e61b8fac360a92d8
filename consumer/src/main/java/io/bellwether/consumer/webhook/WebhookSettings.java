package io.bellwether.consumer.webhook;

import java.time.Duration;
import java.util.Optional;

/**
 * How messages are posted.
 *
 * @param secret what they are signed with; empty to leave them unsigned
 * @param allowPrivate whether private, loopback, link-local and reserved addresses may be connected to
 * @param connectTimeout until there is a connection
 * @param requestTimeout until there is an answer, connection included
 */
public record WebhookSettings(
        Optional<SigningSecret> secret, boolean allowPrivate, Duration connectTimeout, Duration requestTimeout) {

    /** Unsigned, to public addresses, 5 s to connect and 10 s in all. */
    public static final WebhookSettings DEFAULT =
            new WebhookSettings(Optional.empty(), false, Duration.ofSeconds(5), Duration.ofSeconds(10));

    public WebhookSettings {
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("connect timeout must be positive, got: " + connectTimeout);
        }
        if (requestTimeout.compareTo(connectTimeout) < 0) {
            throw new IllegalArgumentException(
                    "request timeout must be at least the connect timeout, got: " + requestTimeout);
        }
    }

    /** The same, signed. */
    public WebhookSettings signedWith(SigningSecret signing) {
        return new WebhookSettings(Optional.of(signing), allowPrivate, connectTimeout, requestTimeout);
    }

    /** The same, with private addresses allowed or not. */
    public WebhookSettings allowingPrivate(boolean allow) {
        return new WebhookSettings(secret, allow, connectTimeout, requestTimeout);
    }
}
