package io.bellwether.producer.format;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Acceptable events as flat fields ({@code detail.year} and so on), and the ways to write them down. */
final class RandomEvents {

    static final List<String> TYPES = List.of("sales", "capacity", "announcement");

    private static final List<String> WORDS = List.of(
            "xiaomi",
            "li auto",
            "\u5c0f\u7c73",
            "a,b",
            "say \"so\"",
            "two\nlines",
            " blanks ",
            "x\u00e9\ud83d\ude97",
            "\"",
            "#1",
            "cr\r\nlf");

    /** What may be a name: in NFC, without blanks around it and what cannot be seen. */
    private static final List<String> NAMES =
            List.of("su7", "Model 3", "\u5c0f\u7c73", "a,b", "say \"so\"", "x\u00e9\ud83d\ude97", "\"", "#1", "a;b|c");

    private static final List<String> BRANDS =
            List.of("xiaomi", "li-auto", "\u5c0f\u7c73", "x.y_z", "3rd", "\u00e9lan");

    private final Random random;

    RandomEvents(long seed) {
        this.random = new Random(seed);
    }

    /** Field name to value: text, a number, a truth value, or null. */
    Map<String, @Nullable Object> event(String type) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.put("event_id", maybe("id-" + random.nextInt()));
        event.put("brand", pick(BRANDS.toArray(String[]::new)));
        event.put("source", name());
        event.put("source_tier", pick("OFFICIAL", "ASSOCIATION", "REGISTRATION", "MEDIA"));
        event.put("published_at", instant());
        event.put("url", maybe("https://example.org/?a=1,2&b=\"" + random.nextInt(100) + "\""));
        switch (type) {
            case "sales" -> sales(event);
            case "capacity" -> capacity(event);
            default -> announcement(event);
        }
        return event;
    }

    /** As JSON, fields in any order, null ones left out or not, the instant with any offset. */
    String json(Map<String, @Nullable Object> event) {
        Map<String, @Nullable Object> flat = new LinkedHashMap<>();
        Map<String, @Nullable Object> detail = new LinkedHashMap<>();
        event.forEach((name, value) -> {
            if (name.startsWith("detail.")) {
                detail.put(name.substring("detail.".length()), value);
            } else {
                flat.put(name, value);
            }
        });
        List<String> members = members(flat);
        if (!detail.isEmpty()) {
            members.add("\"detail\" : {" + String.join(", ", members(detail)) + "}");
        }
        Collections.shuffle(members, random);
        return "{" + String.join(random.nextBoolean() ? "," : " , ", members) + "}";
    }

    /** As a CSV row under the given columns. */
    String csv(Map<String, @Nullable Object> event, List<String> columns) {
        List<String> cells = new ArrayList<>();
        for (String column : columns) {
            Object value = event.get(column);
            String text = value == null ? "" : column.equals("published_at") ? shifted(value) : value.toString();
            boolean quote = random.nextInt(4) == 0 || text.matches("(?s).*[\",;|\r\n].*") || !text.equals(text.strip());
            cells.add(quote ? "\"" + text.replace("\"", "\"\"") + "\"" : text);
        }
        return String.join(",", cells);
    }

    private List<String> members(Map<String, @Nullable Object> fields) {
        List<String> members = new ArrayList<>();
        fields.forEach((name, value) -> {
            if (value != null || random.nextBoolean()) {
                Object shown = name.equals("published_at") && value != null ? shifted(value) : value;
                members.add("\"" + name + "\":"
                        + (shown instanceof String text && !name.equals("nationwide") ? quoted(text) : shown));
            }
        });
        Collections.shuffle(members, random);
        return members;
    }

    private static String quoted(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + "\"";
    }

    private String shifted(Object instant) {
        ZoneOffset offset = ZoneOffset.ofHoursMinutes(random.nextInt(15), random.nextBoolean() ? 30 : 0);
        return OffsetDateTime.ofInstant(Instant.parse(instant.toString()), offset)
                .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    private void sales(Map<String, @Nullable Object> event) {
        String granularity = pick("DAY", "WEEK", "MONTH", "QUARTER");
        LocalDate day = LocalDate.of(2020 + random.nextInt(4), 1 + random.nextInt(12), 1 + random.nextInt(28));
        LocalDate start = switch (granularity) {
            case "WEEK" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case "MONTH" -> day.withDayOfMonth(1);
            case "QUARTER" -> day.withMonth(1 + 3 * random.nextInt(4)).withDayOfMonth(1);
            default -> day;
        };
        event.put("model", maybe(name()));
        event.put("region", maybe(name()));
        event.put("measure", pick("DELIVERIES", "WHOLESALE", "RETAIL", "ORDERS", "CANCELLATIONS"));
        event.put("period_start", start.toString());
        event.put("granularity", granularity);
        event.put("units", (long) random.nextInt(1_000_000));
        event.put("qualifier", maybe(pick("EXACT", "AT_LEAST", "ESTIMATE")));
    }

    private void capacity(Map<String, @Nullable Object> event) {
        event.put("plant", name());
        event.put("units_per_month", (long) random.nextInt(50_000));
        event.put("effective_from", "20" + (10 + random.nextInt(15)) + "-0" + (1 + random.nextInt(9)) + "-01");
        event.put("status", maybe(pick("OPERATING", "PLANNED")));
    }

    private void announcement(Map<String, @Nullable Object> event) {
        event.put("headline", word());
        String type = pick("sales_target", "technology_milestone", "lead_time_quote", "organisation", "launch");
        event.put("detail.type", type);
        switch (type) {
            case "sales_target" -> {
                event.put("detail.year", 2020 + random.nextInt(10));
                event.put("detail.units", (long) random.nextInt(1_000_000));
            }
            case "technology_milestone" -> milestone(event);
            case "lead_time_quote" -> {
                event.put("detail.model", maybe(name()));
                event.put("detail.weeks", random.nextInt(200) / 4.0);
            }
            case "organisation" -> {
                event.put("detail.kind", pick("REORGANISATION", "HIRING", "INVESTMENT", "PARTNERSHIP"));
                event.put("detail.summary", word());
            }
            default -> {
                event.put("detail.model", name());
                event.put("detail.price_from_cny", maybe(random.nextInt(500_000)));
            }
        }
    }

    private void milestone(Map<String, @Nullable Object> event) {
        boolean nationwide = random.nextBoolean();
        event.put("detail.technology", pick("CITY_NOA", "END_TO_END", "L3"));
        event.put("detail.stage", pick("ANNOUNCED", "CLOSED_BETA", "PUBLIC_BETA", "LIMITED_ROLLOUT", "FULL_ROLLOUT"));
        event.put("detail.nationwide", nationwide ? "true" : maybe("false"));
        event.put("detail.coverage_cities", nationwide ? null : maybe(random.nextInt(400)));
        event.put("detail.price_from_cny", maybe(random.nextInt(500_000)));
        event.put("detail.due_by", maybe("2025-0" + (1 + random.nextInt(9)) + "-15"));
    }

    private String instant() {
        long seconds = Instant.parse("2024-06-01T00:00:00Z").getEpochSecond() + random.nextInt(10_000_000);
        return Instant.ofEpochSecond(seconds, random.nextInt(1_000_000) * 1_000L)
                .toString();
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private String pick(String... values) {
        return values[random.nextInt(values.length)];
    }

    private <T> @Nullable T maybe(T value) {
        return random.nextBoolean() ? value : null;
    }
}
