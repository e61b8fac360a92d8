package io.bellwether.streams.rules;

import io.bellwether.domain.alert.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Rules that run together.
 *
 * @param version names the pack in every alert it fires
 * @param rules in the order of the file
 */
public record RulePack(String version, List<Rule> rules) {

    /** How the names of the shipped rules' versions begin; no others do. */
    public static final String SHIPPED_VERSIONS = "shipped-";

    private static final String SHIPPED = "/rules/shipped.yaml";

    /** Compiled once, when it is first asked for. */
    private static final class Shipped {

        static final RulePack PACK = compile();

        private static RulePack compile() {
            RuleFile.Reading reading = RuleFile.read(shippedText());
            if (reading instanceof RuleFile.Accepted accepted) {
                return accepted.pack();
            }
            throw new IllegalStateException("the shipped rules are wrong: " + reading);
        }
    }

    public RulePack {
        rules = List.copyOf(rules);
    }

    /** The rules that run by default (docs/figures.md#signals). */
    public static RulePack shipped() {
        return Shipped.PACK;
    }

    /** Whether a version's name is for shipped rules alone. */
    public static boolean isReserved(String version) {
        return version.startsWith(SHIPPED_VERSIONS);
    }

    /** The file of the {@linkplain #shipped() shipped rules}, to start one's own from. */
    public static String shippedText() {
        try (InputStream in = RulePack.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("the shipped rules are missing: " + SHIPPED);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped rules cannot be read", e);
        }
    }
}
