package io.bellwether.streams.processor;

import io.bellwether.schemas.avro.RuleSet;
import io.bellwether.streams.rules.RulePack;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Which rules each version names, for good: alerts name the version that fired them, and a name that stood for two files
 * would say nothing. Kept as {@code version}, a line feed and the name, in UTF-8 -> SHA-256 of the file, beside the
 * rules that run. Bound: one entry a version ever applied.
 */
public final class RuleVersions {

    private static final String KEPT = "version\n";

    /** Before a version's name in the key of its record on the topic of rules, which stays when others are applied. */
    private static final String REGISTER = "version/";

    private final KeyValueStore<byte[], byte[]> entries;

    RuleVersions(KeyValueStore<byte[], byte[]> entries) {
        this.entries = entries;
    }

    /** The key under which the topic of rules keeps those of a version; the running ones are beside it. */
    public static String register(String version) {
        return REGISTER + version;
    }

    /** Whether a record of the topic of rules is there for its version's name alone, and applies nothing. */
    public static boolean isRegister(byte @Nullable [] key) {
        return key != null && new String(key, StandardCharsets.UTF_8).startsWith(REGISTER);
    }

    /** Why rules cannot have their version's name; null if they can. */
    @Nullable
    String refusal(RuleSet rules) {
        String version = rules.getVersion();
        if (isShipped(rules)) {
            return null; // can always come back
        }
        byte[] known = entries.get(key(version));
        if (known != null && !Arrays.equals(known, digest(rules))) {
            return "version " + version + " was given to other rules before: alerts name it, so give these another";
        }
        return known == null && RulePack.isReserved(version)
                ? "versions that begin with " + RulePack.SHIPPED_VERSIONS
                        + " are those of the shipped rules: give yours" + " another"
                : null;
    }

    /** From now on the version names these rules. */
    void keep(RuleSet rules) {
        entries.put(key(rules.getVersion()), digest(rules));
    }

    private static boolean isShipped(RuleSet rules) {
        return rules.getVersion().equals(RulePack.shipped().version())
                && rules.getFile().equals(RulePack.shippedText());
    }

    private static byte[] key(String version) {
        return (KEPT + version).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] digest(RuleSet rules) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(rules.getFile().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
