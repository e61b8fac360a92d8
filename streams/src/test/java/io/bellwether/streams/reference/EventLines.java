package io.bellwether.streams.reference;

import io.bellwether.schemas.Refusal;
import io.bellwether.schemas.Validation;
import io.bellwether.schemas.avro.Announcement;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.CapacityStatus;
import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Launch;
import io.bellwether.schemas.avro.LeadTimeQuote;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Organisation;
import io.bellwether.schemas.avro.OrganisationKind;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.Retraction;
import io.bellwether.schemas.avro.RetractionKind;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SalesTarget;
import io.bellwether.schemas.avro.SeriesBreak;
import io.bellwether.schemas.avro.SourceTier;
import io.bellwether.schemas.avro.Stage;
import io.bellwether.schemas.avro.TargetKind;
import io.bellwether.schemas.avro.TechnologyMilestone;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Events in a short notation, for tables of cases: {@code brand what when units options}.
 *
 * <pre>
 * x DELIVERIES 2024-04 20000+            a MONTH; "+" AT_LEAST, "~" ESTIMATE; published on the day after its end
 * x ORDERS 2024-Q2 300 model=M           a QUARTER;  day:2024-04-05 a DAY;  week:2024-04-01 a WEEK
 * x OUTPUT 2024-01..2024-07 900            a SPAN of whole months;  2024-04-01..2024-04-13 of days
 * x capacity P1 1000 from=2024-01 planned
 * x target 2024 12000 | x target 2024-Q3 300..350 | x target 2024-04..2025-03 900 stretch
 * x quote 8 model=M | x news | x launch M | x break 2024-05 model=M ended | x retract EVENT withdrawn
 * x fact CITY_NOA FULL_ROLLOUT cities=50 price=200000 | x promise CITY_NOA FULL_ROLLOUT nationwide due=2024-12-31
 * </pre>
 *
 * Options of all: {@code by=source/TIER} (ir/OFFICIAL), {@code at=} day or instant, {@code id=} (e-1, e-2 ... by line);
 * of announcements {@code on=} the day on which it became true. A blank in a name is written {@code _}.
 */
public final class EventLines {

    private final List<String> words = new ArrayList<>();
    private final Map<String, String> options = new HashMap<>();
    private final int number;

    private EventLines(String line, int number) {
        this.number = number;
        for (String word : line.trim().split("\\s+", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                options.put(word.substring(0, equals), word.substring(equals + 1));
            } else {
                words.add(word);
            }
        }
    }

    /** The events of some lines, each checked as the topology would. */
    public static List<SpecificRecord> parse(String... lines) {
        List<SpecificRecord> events = new ArrayList<>();
        for (String line : lines) {
            SpecificRecord event = new EventLines(line, events.size() + 1).event();
            Refusal refusal = Validation.check(event);
            if (refusal != null) {
                throw new IllegalArgumentException("line must be a valid event (" + refusal + "), got: " + line);
            }
            events.add(event);
        }
        return events;
    }

    private SpecificRecord event() {
        String what = words.get(1);
        if (what.equals("capacity")) {
            LocalDate from = YearMonth.parse(options.get("from")).atDay(1);
            return new CapacityReport(
                    id(),
                    words.get(0),
                    source(),
                    tier(),
                    publishedAt(from),
                    null,
                    words.get(2),
                    Long.valueOf(words.get(3)),
                    from,
                    words.contains("planned") ? CapacityStatus.PLANNED : CapacityStatus.OPERATING);
        }
        if (Arrays.stream(Measure.values()).anyMatch(measure -> measure.name().equals(what))) {
            return sales(Measure.valueOf(what));
        }
        return new Announcement(
                id(),
                words.get(0),
                source(),
                tier(),
                publishedAt(null),
                null,
                "news of " + words.get(0),
                detail(what),
                options.containsKey("on") ? LocalDate.parse(options.get("on")) : null);
    }

    private SalesReport sales(Measure measure) {
        String when = words.get(2);
        Granularity granularity = Granularity.MONTH;
        LocalDate start;
        LocalDate next;
        LocalDate end = null;
        if (when.contains("..")) {
            granularity = Granularity.SPAN;
            String first = when.substring(0, when.indexOf(".."));
            String last = when.substring(when.indexOf("..") + 2);
            start = first.length() == 7 ? YearMonth.parse(first).atDay(1) : LocalDate.parse(first);
            end = last.length() == 7 ? YearMonth.parse(last).atEndOfMonth() : LocalDate.parse(last);
            next = end.plusDays(1);
        } else if (when.startsWith("day:")) {
            granularity = Granularity.DAY;
            start = LocalDate.parse(when.substring(4));
            next = start.plusDays(1);
        } else if (when.startsWith("week:")) {
            granularity = Granularity.WEEK;
            start = LocalDate.parse(when.substring(5));
            next = start.plusWeeks(1);
        } else if (when.contains("Q")) {
            granularity = Granularity.QUARTER;
            int quarter = Integer.parseInt(when.substring(6));
            start = LocalDate.of(Integer.parseInt(when.substring(0, 4)), quarter * 3 - 2, 1);
            next = start.plusMonths(3);
        } else {
            start = YearMonth.parse(when).atDay(1);
            next = start.plusMonths(1);
        }
        String units = words.get(3);
        Qualifier qualifier =
                units.endsWith("+") ? Qualifier.AT_LEAST : units.endsWith("~") ? Qualifier.ESTIMATE : Qualifier.EXACT;
        return new SalesReport(
                id(),
                words.get(0),
                source(),
                tier(),
                publishedAt(next),
                null,
                model(),
                options.get("region"),
                measure,
                start,
                granularity,
                Long.valueOf(units.replaceAll("[+~]$", "")),
                qualifier,
                end);
    }

    private Object detail(String what) {
        return switch (what) {
            case "target" -> target(words.get(2), words.get(3));
            case "quote" -> new LeadTimeQuote(model(), Double.valueOf(words.get(2)));
            case "launch" -> new Launch(words.get(2), null);
            case "break" -> new SeriesBreak(model(), words.get(2), words.contains("ended"));
            case "retract" ->
                new Retraction(words.get(2), RetractionKind.valueOf(words.get(3).toUpperCase(Locale.ROOT)), "a slip");
            case "news" -> new Organisation(OrganisationKind.PARTNERSHIP, "news");
            case "fact", "promise" ->
                new TechnologyMilestone(
                        words.get(2),
                        Stage.valueOf(words.get(3)),
                        options.containsKey("cities") ? Integer.valueOf(options.get("cities")) : null,
                        words.contains("nationwide"),
                        options.containsKey("price") ? Long.valueOf(options.get("price")) : null,
                        what.equals("promise") ? LocalDate.parse(options.get("due")) : null);
            default -> throw new IllegalArgumentException("what must be known, got: " + what);
        };
    }

    private SalesTarget target(String period, String units) {
        int range = units.indexOf("..");
        Long low = Long.valueOf(range < 0 ? units : units.substring(0, range));
        Long high = range < 0 ? null : Long.valueOf(units.substring(range + 2));
        Integer year = Integer.valueOf(period.substring(0, 4));
        Integer quarter = period.contains("Q") ? Integer.valueOf(period.substring(6)) : null;
        Integer month = quarter == null && period.length() > 4 ? Integer.valueOf(period.substring(5, 7)) : null;
        String last = period.contains("..") ? period.substring(period.indexOf("..") + 2) : null;
        TargetKind kind = words.contains("stretch") ? TargetKind.STRETCH : TargetKind.TARGET;
        return new SalesTarget(year, low, quarter, month, last, high, kind);
    }

    private String model() {
        String model = options.get("model");
        return model == null ? null : model.replace('_', ' ');
    }

    private String id() {
        return options.getOrDefault("id", "e-" + number);
    }

    private String source() {
        String by = options.getOrDefault("by", "ir/OFFICIAL");
        return by.substring(0, by.indexOf('/'));
    }

    private SourceTier tier() {
        String by = options.getOrDefault("by", "ir/OFFICIAL");
        return SourceTier.valueOf(by.substring(by.indexOf('/') + 1));
    }

    private Instant publishedAt(LocalDate unlessStated) {
        String at = options.get("at");
        if (at != null && at.contains("T")) {
            return Instant.parse(at);
        }
        return (at == null ? unlessStated : LocalDate.parse(at))
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
