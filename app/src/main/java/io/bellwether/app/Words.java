package io.bellwether.app;

import io.bellwether.streams.rules.RulePack;
import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words that options of queries take, for completion in a shell; the instance says which of them are wrong. */
final class Words {

    private static final Pattern RULE_NAME = Pattern.compile("^ *- name: ([A-Z_]+)$", Pattern.MULTILINE);

    private Words() {}

    /** Words are written in capitals, and taken in any. */
    static @Nullable String upper(@Nullable String word) {
        return word == null ? null : word.toUpperCase(Locale.ROOT);
    }

    /** Names of the shipped rules, without compiling them. */
    static List<String> shippedRules() {
        return RULE_NAME
                .matcher(RulePack.shippedText())
                .results()
                .map((MatchResult rule) -> rule.group(1))
                .distinct()
                .toList();
    }

    /** A fixed list; picocli creates its subclasses by their names. */
    private abstract static class Fixed extends AbstractList<String> {

        private final List<String> words;

        private Fixed(String... words) {
            this.words = List.of(words);
        }

        @Override
        public String get(int index) {
            return words.get(index);
        }

        @Override
        public int size() {
            return words.size();
        }
    }

    /** Of alerts. */
    static final class Severity extends Fixed {
        Severity() {
            super("INFO", "WARNING", "CRITICAL");
        }
    }

    /** Of alerts' rules. */
    static final class Rule extends Fixed {
        Rule() {
            super(shippedRules().toArray(String[]::new));
        }
    }

    /** Of promises. */
    static final class CommitmentStatus extends Fixed {
        CommitmentStatus() {
            super("PENDING", "KEPT", "KEPT_LATE", "OVERDUE");
        }
    }

    /** Of targets. */
    static final class TargetStatus extends Fixed {
        TargetStatus() {
            super("MET", "MISSED", "OPEN", "UNKNOWN");
        }
    }
}
