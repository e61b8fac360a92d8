package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Tier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value that metrics were computed from, and the statements behind it.
 *
 * @param name a measure, {@code CAPACITY} and a plant, {@code TARGET}, {@code LEAD_TIME_QUOTE}, or a technology and
 *     stage
 * @param period YYYY-MM, YYYY-Qn, a year, or a date
 * @param value vehicles, vehicles per month, or weeks; null where the statements are no figures
 * @param metrics names of what was computed from it
 */
public record Evidence(
        String name,
        String period,
        @Nullable Double value,
        Qualifier qualifier,
        List<Source> sources,
        Set<String> metrics) {

    /** What the brand's growth in the market (R-5 to R) is computed from; stands among {@link #metrics}. */
    public static final String GROWTH = "growth";
    /** What the growth from R-2 to R is computed from. */
    public static final String GROWTH_OVER_TWO_MONTHS = "growth_over_two_months";
    /** What the ratio of the three months R-2 to R to the three a year before is computed from. */
    public static final String THREE_MONTHS_TO_YEAR_BEFORE = "three_months_to_year_before";

    /** What the actual figure of a sales target, {@code YYYY} and so on, is computed from. */
    public static String ofTarget(String period) {
        return "target:" + period;
    }

    /**
     * How much of one value's evidence is listed; what is not is counted all the same.
     *
     * @param sources at most so many, 1 or more
     * @param statements at most so many over all its sources, but one of each
     */
    public record Limit(int sources, int statements) {

        /** For published metric sets: of a brand with daily statements, thousands of ids would be published each time. */
        public static final Limit PUBLISHED = new Limit(8, 8);
        /** For answers of the API. */
        public static final Limit ASKED = new Limit(1_000, 10_000);
    }

    /**
     * The counted statements of one source.
     *
     * @param qualifier the weakest among them
     * @param newest the newest of them, which also names the source
     * @param tier the best among them
     * @param eventIds in period order, as many as fit the limit
     * @param statementCount how many there are, listed or not
     */
    public record Source(Qualifier qualifier, Provenance newest, Tier tier, List<String> eventIds, int statementCount) {

        public static Source of(Counted counted, int atMost) {
            List<CurrentStatement> statements = counted.statements();
            List<String> eventIds = new ArrayList<>(Math.min(statements.size(), atMost));
            for (int i = 0; i < statements.size() && i < atMost; i++) {
                eventIds.add(statements.get(i).provenance().eventId());
            }
            return new Source(
                    counted.total().qualifier(), counted.newest(), counted.tier(), eventIds, statements.size());
        }

        public static Source of(Provenance provenance) {
            return new Source(Qualifier.EXACT, provenance, provenance.tier(), List.of(provenance.eventId()), 1);
        }
    }

    /** Whether any of these metrics was computed from it. */
    public boolean supports(Set<String> any) {
        return metrics.stream().anyMatch(any::contains);
    }

    /** The newest statement behind it. */
    public Provenance newest() {
        return sources.stream()
                .map(Source::newest)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Whether another has the same value by the same statements, as far as those are listed. */
    public boolean saysTheSameAs(Evidence other) {
        if (!Objects.equals(value, other.value)
                || qualifier != other.qualifier
                || sources.size() != other.sources.size()) {
            return false;
        }
        for (int i = 0; i < sources.size(); i++) {
            Source mine = sources.get(i);
            Source others = other.sources.get(i);
            if (!mine.eventIds.equals(others.eventIds) || mine.statementCount != others.statementCount) {
                return false;
            }
        }
        return true;
    }

    public static Evidence of(
            String name, String period, @Nullable Double value, Provenance provenance, Set<String> metrics) {
        return new Evidence(name, period, value, Qualifier.EXACT, List.of(Source.of(provenance)), metrics);
    }
}
