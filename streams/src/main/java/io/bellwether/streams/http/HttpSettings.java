package io.bellwether.streams.http;

import java.util.Optional;

/**
 * Where and to whom the API answers.
 *
 * @param port 0 for any free one
 * @param corsOrigin the one web origin, as {@code https://host}, whose pages may read answers; empty for none but ours
 */
public record HttpSettings(String host, int port, Optional<String> corsOrigin) {

    public HttpSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, got: " + port);
        }
        corsOrigin.ifPresent(origin -> {
            if (!origin.matches("https?://[^/?#\\s]+")) {
                throw new IllegalArgumentException("a web origin must be as https://host:port, got: " + origin);
            }
        });
    }
}
