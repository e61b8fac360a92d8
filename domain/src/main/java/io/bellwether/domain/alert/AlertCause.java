package io.bellwether.domain.alert;

import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What made an alert take a step: the values that were otherwise, or not there, when it last stood, with the statements
 * behind them.
 *
 * @param evidence as it is now; empty where another day or other rules made the step
 * @param sentence the same in words; empty where there is nothing to say
 */
record AlertCause(List<Evidence> evidence, String sentence) {

    /** So many values are told in words; the others are in the evidence. */
    private static final int TOLD = 2;

    static AlertCause between(AlertTransition last, List<Evidence> now, String ruleVersion) {
        if (!last.ruleVersion().equals(ruleVersion)) {
            // Other rules look at other values: those are no news.
            return new AlertCause(
                    List.of(), "The rules changed from version " + last.ruleVersion() + " to " + ruleVersion + ".");
        }
        List<Evidence> changed = new ArrayList<>();
        StringBuilder sentence = new StringBuilder();
        for (Evidence value : now) {
            Evidence before = find(last.evidence(), value);
            if (before == null || !value.saysTheSameAs(before)) {
                changed.add(value);
                if (changed.size() <= TOLD) {
                    tell(sentence, value, before);
                }
            }
        }
        if (changed.size() > TOLD) {
            sentence.append(" (and ").append(changed.size() - TOLD).append(" more)");
        }
        return new AlertCause(changed, changed.isEmpty() ? "" : "What changed: " + sentence + ".");
    }

    private static @Nullable Evidence find(List<Evidence> among, Evidence value) {
        for (Evidence other : among) {
            if (other.name().equals(value.name()) && other.period().equals(value.period())) {
                return other;
            }
        }
        return null;
    }

    private static void tell(StringBuilder sentence, Evidence value, @Nullable Evidence before) {
        Provenance newest = value.newest();
        sentence.append(sentence.length() == 0 ? "" : "; ")
                .append(value.name().replace('_', ' ').toLowerCase(Locale.ROOT))
                .append(' ')
                .append(value.period());
        if (value.value() != null) {
            sentence.append(" is ").append(amount(value));
            if (before != null && before.value() != null) {
                sentence.append(" (was ").append(amount(before)).append(')');
            }
        }
        sentence.append(", says ").append(newest.source()).append(" on ").append(newest.date());
    }

    private static String amount(Evidence value) {
        String amount = MessageTemplate.amount(Objects.requireNonNull(value.value()));
        return value.qualifier() == Qualifier.AT_LEAST ? "at least " + amount : amount;
    }
}
