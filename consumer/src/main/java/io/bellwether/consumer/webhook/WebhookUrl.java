package io.bellwether.consumer.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The URL of a receiver. Its path and query are often a password: they are never shown. */
public final class WebhookUrl {

    private static final int MAX_LENGTH = 2_000;

    private final URI uri;

    private WebhookUrl(URI uri) {
        this.uri = uri;
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is no usable one; the message does not repeat it
     */
    public static WebhookUrl of(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a webhook's URL must be at most " + MAX_LENGTH + " characters long");
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("a webhook needs a URL, https://HOST/PATH; this is none", null);
        }
        if (!"https".equalsIgnoreCase(uri.getScheme()) && !"http".equalsIgnoreCase(uri.getScheme())) {
            throw new IllegalArgumentException("a webhook's URL must begin with https:// or http://");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("a webhook's URL must name a host");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a webhook's URL must not hold a user or password");
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException("a webhook's URL must not hold a fragment (#)");
        }
        return new WebhookUrl(uri);
    }

    URI uri() {
        return uri;
    }

    String host() {
        return uri.getHost();
    }

    /** Identifies this URL without revealing it: 12 hexadecimal digits of its SHA-256. */
    public String fingerprint() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(uri.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Scheme, host and port; what follows is masked. */
    @Override
    public String toString() {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + "/***";
    }
}
