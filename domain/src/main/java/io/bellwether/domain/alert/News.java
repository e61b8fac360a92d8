package io.bellwether.domain.alert;

import io.bellwether.domain.ledger.BrandSummary.Retracted;
import java.time.LocalDate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What steps of alerts say beside the figures of their own subject.
 *
 * @param ruleVersion of the rules that run
 * @param brandNames what people call a brand, by its slug
 * @param retracted the retraction of a statement, by the id of its event; null where there is none
 * @param openDays on which days alerts were open before
 * @param asOf the day that everything is seen from
 * @param marketMicros publication of the newest event of all, or the start of the as-of day if that is later
 */
record News(
        String ruleVersion,
        Function<String, String> brandNames,
        Function<String, @Nullable Retracted> retracted,
        OpenDays openDays,
        LocalDate asOf,
        long marketMicros) {

    Wording wording() {
        return new Wording(brandNames, asOf);
    }

    /** When an alert began that is open now. */
    OpenDays.Beginning beginning(AlertKey key) {
        return openDays.beginning(key, asOf);
    }
}
