package io.bellwether.server.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A secret that all instances of a pipeline share. Whoever asks proves that it has it by a signature of the question, and whoever
 * answers by one of the answer to that very question: {@code v1.TIME.NONCE.HMAC-SHA256}. The secret itself is never sent.
 */
public final class PeerSecret {

    /** The header with the proof, of a question and of an answer. */
    public static final String HEADER = "Bellwether-Peer";

    private static final String VERSION = "v1";
    private static final int MIN_LENGTH = 32;
    private static final int MAX_BYTES = 4_096;
    private static final int NONCE_BYTES = 16;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(2);

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /** @param text the secret, 32 characters or more */
    public PeerSecret(String text) {
        if (text.length() < MIN_LENGTH) {
            throw new IllegalArgumentException("must be " + MIN_LENGTH + " characters or more, got: " + text.length());
        }
        key = new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** Reads it from a file, without white space around it. */
    public static PeerSecret read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + ": is larger than " + MAX_BYTES + " bytes");
        }
        try {
            return new PeerSecret(Files.readString(file).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** The proof of a question that is asked now. */
    public String ofQuestion(byte[] question, Instant now) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        String begin = VERSION + "." + now.toEpochMilli() + "." + HexFormat.of().formatHex(nonce);
        return begin + "." + sign("question " + begin, question);
    }

    /** Whether a proof is one of this question, made by a peer just now. */
    public boolean isOfQuestion(@Nullable String proof, byte[] question, Instant now) {
        return begin(proof)
                .filter(begin -> {
                    Instant asked = Instant.ofEpochMilli(Long.parseLong(begin.split("\\.", -1)[1]));
                    return Duration.between(asked, now).abs().compareTo(CLOCKS_DIFFER) <= 0;
                })
                .filter(begin -> same(String.valueOf(proof), begin + "." + sign("question " + begin, question)))
                .isPresent();
    }

    /** The proof of an answer to the question with this proof. */
    public String ofAnswer(String proof, byte[] answer) {
        return sign("answer " + proof, answer);
    }

    /** Whether a proof is one of this answer to the question with that proof. */
    public boolean isOfAnswer(@Nullable String answered, String proof, byte[] answer) {
        return answered != null && same(answered, ofAnswer(proof, answer));
    }

    private static Optional<String> begin(@Nullable String proof) {
        return proof != null && proof.matches(VERSION + "\\.[0-9]{1,15}\\.[0-9a-f]{32}\\.[0-9a-f]{64}")
                ? Optional.of(proof.substring(0, proof.lastIndexOf('.')))
                : Optional.empty();
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private String sign(String context, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((context + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
