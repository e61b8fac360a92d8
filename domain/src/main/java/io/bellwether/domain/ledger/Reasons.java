package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.SalesPeriod;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Tier;
import java.time.LocalDate;

/** Why a statement does not count, in the words that users read (docs/figures.md#statement-outcomes). */
final class Reasons {

    static final String DAYS_NOT_USED =
            "a stretch of days that is no part of a month from its first day on is kept but not used";

    private Reasons() {}

    static String retracted(Statement.Retraction retraction) {
        Provenance provenance = retraction.provenance();
        return (retraction.isVoid() ? "retracted as void by " : "withdrawn by ") + provenance.source() + " on "
                + provenance.date() + ": " + retraction.reason();
    }

    static String superseded(Provenance newer) {
        return "superseded by " + newer.eventId() + ", published " + newer.date();
    }

    /** Of what one source says of a period, where that of another source is chosen. */
    static String outranked(Counted own, Counted chosen) {
        String other = chosen.source();
        if (own.outranks(chosen)) {
            return "a lower bound, refined by " + other + ": exactly "
                    + chosen.total().units();
        }
        if (own.whole() != chosen.whole()) {
            return "a part of the month; " + other + " covers all of it";
        }
        return outranked(own.tier(), other, chosen.tier(), chosen.newest().date());
    }

    static String outranked(Provenance own, Provenance other) {
        return outranked(own.tier(), other.source(), other.tier(), other.date());
    }

    private static String outranked(Tier own, String source, Tier tier, LocalDate published) {
        return own == tier
                ? source + " is of the same tier and newer, " + published
                : source + " is of a better tier, " + tier + " before " + own;
    }

    static String ofRegion(SalesPeriod period) {
        return nameOf(period) + " of one region is kept but not used";
    }

    /** What a period of several months is called. */
    static String nameOf(SalesPeriod period) {
        return period.granularity() == Granularity.QUARTER ? "a quarter" : "a run of several months";
    }
}
