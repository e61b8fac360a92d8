package io.bellwether.schemas;

import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.Launch;
import io.bellwether.schemas.avro.LeadTimeQuote;
import io.bellwether.schemas.avro.Organisation;
import io.bellwether.schemas.avro.Retraction;
import io.bellwether.schemas.avro.RetractionKind;
import io.bellwether.schemas.avro.SalesTarget;
import io.bellwether.schemas.avro.SeriesBreak;
import io.bellwether.schemas.avro.TargetKind;
import io.bellwether.schemas.avro.TechnologyMilestone;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** The rules of {@link Validation} that an announcement must meet, by what it announces. */
final class AnnouncementValidation {

    private AnnouncementValidation() {}

    /** Notes what is wrong with an announcement. */
    static void check(Faults faults, Announcement event) {
        Validation.common(faults, event, event.getSource(), event.getUrl());
        Validation.text(faults, "headline", event.getHeadline());
        occurred(faults, event);
        Object detail = event.getDetail();
        if (detail instanceof SalesTarget target) {
            target(faults, target);
        } else if (detail instanceof TechnologyMilestone milestone) {
            milestone(faults, milestone);
        } else if (detail instanceof LeadTimeQuote quote) {
            Names.checkModel(faults, "detail.model", quote.getModel());
            if (!(quote.getWeeks() >= 0 && quote.getWeeks() <= 10_000)) {
                faults.add("detail.weeks", "must be 0 to 10000, got: " + quote.getWeeks());
            }
        } else if (detail instanceof Organisation organisation) {
            Validation.text(faults, "detail.summary", organisation.getSummary());
        } else if (detail instanceof Launch launch) {
            Names.checkModel(faults, "detail.model", launch.getModel());
            price(faults, launch.getPriceFromCny());
        } else if (detail instanceof SeriesBreak seriesBreak) {
            Names.checkModel(faults, "detail.model", seriesBreak.getModel());
            month(faults, "detail.from_month", seriesBreak.getFromMonth());
        } else {
            retraction(faults, event, (Retraction) detail);
        }
    }

    private static void occurred(Faults faults, Announcement event) {
        LocalDate occurred = event.getOccurredOn();
        if (occurred == null) {
            return;
        }
        Validation.year(faults, "occurred_on", occurred.getYear());
        String what = undated(event.getDetail());
        if (what != null) {
            faults.add(
                    "occurred_on",
                    "must be null for " + what + ", which is of the day it was published, got: " + occurred);
        } else if (occurred.isAfter(Validation.day(event.getPublishedAt()))) {
            faults.add(
                    "occurred_on", "must not be after published_at (" + event.getPublishedAt() + "), got: " + occurred);
        }
    }

    /** What a detail is, if it is of the day on which it was published and of no other. */
    private static @Nullable String undated(Object detail) {
        if (detail instanceof TechnologyMilestone milestone) {
            return milestone.getDueBy() == null ? null : "a promise";
        }
        if (detail instanceof SalesTarget) {
            return "a sales target";
        }
        if (detail instanceof LeadTimeQuote) {
            return "a lead time quote";
        }
        return detail instanceof Retraction ? "a retraction" : null;
    }

    private static void target(Faults faults, SalesTarget target) {
        Validation.year(faults, "detail.year", target.getYear());
        Validation.units(faults, "detail.units", target.getUnits());
        Long high = target.getUnitsHigh();
        if (high != null) {
            Validation.units(faults, "detail.units_high", high);
            if (high < target.getUnits()) {
                faults.add("detail.units_high", "must not be below units (" + target.getUnits() + "), got: " + high);
            }
        }
        Integer quarter = target.getQuarter();
        Integer month = target.getMonth();
        range(faults, "detail.quarter", quarter, 4);
        range(faults, "detail.month", month, 12);
        if (quarter != null && month != null) {
            faults.add("detail.quarter", "must not stand together with month, got: " + quarter + " and " + month);
        }
        lastMonth(faults, target);
        if (target.getKind() == TargetKind.UNKNOWN) {
            Validation.unknown(faults, "detail.kind", TargetKind.values());
        }
    }

    private static void lastMonth(Faults faults, SalesTarget target) {
        String text = target.getLastMonth();
        if (text == null) {
            return;
        }
        YearMonth last = month(faults, "detail.last_month", text);
        Integer month = target.getMonth();
        if (month == null) {
            faults.add("detail.last_month", "must stand together with month, the first of the run, got: " + text);
        } else if (last != null && last.getYear() * 12L + last.getMonthValue() < target.getYear() * 12L + month) {
            faults.add(
                    "detail.last_month",
                    "must not be before the first month of the run, month " + month + " of " + target.getYear()
                            + ", got: " + text);
        }
    }

    private static void range(Faults faults, String field, @Nullable Integer number, int max) {
        if (number != null && (number < 1 || number > max)) {
            faults.add(field, "must be 1 to " + max + ", got: " + number);
        }
    }

    private static void milestone(Faults faults, TechnologyMilestone milestone) {
        String technology = milestone.getTechnology();
        Names.check(faults, "detail.technology", technology);
        if (!technology.isBlank() && !isUpperSnake(technology)) {
            faults.add("detail.technology", "must be an UPPER_SNAKE word, got: " + Faults.quoted(technology));
        }
        Integer cities = milestone.getCoverageCities();
        if (milestone.getNationwide() && cities != null) {
            faults.add("detail.nationwide", "must not stand together with coverage_cities, got: " + cities);
        }
        if (cities != null && cities < 0) {
            faults.add("detail.coverage_cities", "must be 0 or more, got: " + cities);
        }
        if (milestone.getDueBy() != null) {
            Validation.year(faults, "detail.due_by", milestone.getDueBy().getYear());
        }
        price(faults, milestone.getPriceFromCny());
    }

    private static void retraction(Faults faults, Announcement event, Retraction retraction) {
        Names.check(faults, "detail.event_id", retraction.getEventId());
        if (retraction.getEventId().equals(event.getEventId())) {
            faults.add("detail.event_id", "must not be the retraction's own event_id");
        }
        Validation.text(faults, "detail.reason", retraction.getReason());
        if (retraction.getKind() == RetractionKind.UNKNOWN) {
            Validation.unknown(faults, "detail.kind", RetractionKind.values());
        }
    }

    private static void price(Faults faults, @Nullable Long price) {
        if (price != null && price < 0) {
            faults.add("detail.price_from_cny", "must be 0 or more, got: " + price);
        }
    }

    private static @Nullable YearMonth month(Faults faults, String field, String text) {
        YearMonth month = CanonicalForm.month(text);
        if (month == null) {
            faults.add(field, "must be a month as YYYY-MM, got: " + Faults.quoted(text));
        } else {
            Validation.year(faults, field, month.getYear());
        }
        return month;
    }

    private static boolean isUpperSnake(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean allowed = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (i > 0 && c == '_');
            if (!allowed) {
                return false;
            }
        }
        return true;
    }
}
