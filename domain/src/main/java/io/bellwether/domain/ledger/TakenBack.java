package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.EventId;
import io.bellwether.domain.statement.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The statements of a brand that were taken back last, by the retraction that works on each. */
final class TakenBack {

    private static final Comparator<BrandSummary.Retracted> NEWEST_FIRST = Comparator.comparing(
                    BrandSummary.Retracted::by, Comparator.reverseOrder())
            .thenComparing(BrandSummary.Retracted::eventId);

    private final Map<EventId, BrandSummary.Retracted> byEvent = new HashMap<>(0);

    /** Takes note of a statement that counts for nothing. */
    void add(Statement statement, Statement.Retraction retraction) {
        EventId id = statement.provenance().id();
        byEvent.put(
                id, new BrandSummary.Retracted(id.toString(), retraction.provenance(), shortened(retraction.reason())));
        if (byEvent.size() > BrandSummary.MAX_RETRACTED) {
            BrandSummary.Retracted oldest = newestFirst().get(BrandSummary.MAX_RETRACTED);
            byEvent.remove(EventId.of(oldest.eventId()));
        }
    }

    private static String shortened(String reason) {
        int most = BrandSummary.Retracted.MAX_REASON;
        if (reason.length() <= most) {
            return reason;
        }
        boolean splits = Character.isHighSurrogate(reason.charAt(most - 1));
        return reason.substring(0, splits ? most - 1 : most);
    }

    /** At most {@link BrandSummary#MAX_RETRACTED} of them. */
    List<BrandSummary.Retracted> newestFirst() {
        List<BrandSummary.Retracted> all = new ArrayList<>(byEvent.values());
        all.sort(NEWEST_FIRST);
        return all;
    }
}
