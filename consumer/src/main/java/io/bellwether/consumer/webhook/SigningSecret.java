package io.bellwether.consumer.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs messages by Standard Webhooks: HMAC-SHA256 over {@code id.timestamp.body}. During rotation both secrets sign, and
 * a receiver accepts either signature.
 */
public final class SigningSecret {

    private static final String PREFIX = "whsec_";
    private static final int MIN_BYTES = 24;
    private static final int MAX_SECRETS = 4;
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;

    private SigningSecret(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    /**
     * Reads secrets, one a line: {@code whsec_} and Base64, or any other text as it is.
     *
     * @throws IllegalArgumentException if there is none, or one is too short; the message does not repeat them
     */
    public static SigningSecret of(String text) {
        List<SecretKeySpec> keys = new ArrayList<>();
        for (String line :
                text.lines().map(String::strip).filter(each -> !each.isEmpty()).toList()) {
            byte[] key = bytes(line);
            if (key.length < MIN_BYTES) {
                throw new IllegalArgumentException("a webhook's secret must be at least " + MIN_BYTES + " bytes long");
            }
            keys.add(new SecretKeySpec(key, ALGORITHM));
        }
        if (keys.isEmpty() || keys.size() > MAX_SECRETS) {
            throw new IllegalArgumentException("a webhook's secret must be 1 to " + MAX_SECRETS + " lines");
        }
        return new SigningSecret(List.copyOf(keys));
    }

    private static byte[] bytes(String line) {
        if (!line.startsWith(PREFIX)) {
            return line.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(line.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a webhook's secret that begins with " + PREFIX + " must be Base64", null);
        }
    }

    /** The header {@code webhook-signature}: {@code v1,} and Base64, one for each secret. */
    String signatures(Message message, Instant at) {
        byte[] signed =
                (message.id() + "." + at.getEpochSecond() + "." + message.body()).getBytes(StandardCharsets.UTF_8);
        return keys.stream()
                .map(key -> "v1," + Base64.getEncoder().encodeToString(hmac(key, signed)))
                .collect(Collectors.joining(" "));
    }

    private static byte[] hmac(SecretKeySpec key, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
