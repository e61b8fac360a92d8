package io.bellwether.streams.reference;

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
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * Random but plausible years of an invented market, dense in what makes docs/figures.md hard: sources that disagree,
 * restatements and retractions, half-told months, sums over months that contradict each other, parts that fall silent,
 * and values that lie exactly on the bounds of the rules. Every sixth history or so is long enough for forecasts. The
 * same seed gives the same history; every event of it is valid.
 */
public final class RandomHistory {

    private static final List<String> BRANDS = List.of("aito", "li-auto", "xiaomi", "zeekr");
    private static final List<String> MODELS = List.of("M5", "S7", "X9");
    private static final List<String> REGIONS = List.of("CN", "EU", "DE", "TH");
    private static final List<String> SOURCES = List.of("ir", "cpca", "insured", "press", "blog", "top-20");

    /** What the histories' regions, sources and models ask for; the histories can also be read without it. */
    public static final Aliases ALIASES =
            new Aliases(Set.of("top-20"), Map.of("EU", Set.of("DE")), Map.of("aito", Map.of("Wenjie 5", "M5")));

    private static final List<String> TECHNOLOGIES = List.of("CITY_NOA", "END_TO_END", "L3");
    private static final Measure[] BESIDE = {
        Measure.WHOLESALE, Measure.RETAIL, Measure.REGISTRATIONS, Measure.PREORDERS, Measure.EXPORTS,
    };

    private final Random random;
    private final List<SpecificRecord> events = new ArrayList<>();
    private final YearMonth firstMonth;
    private final YearMonth lastMonth;
    /** The day of the market's last event. */
    private final LocalDate end;

    /** Years of regular reports, so that years can be forecast. */
    private final boolean isLong;

    private RandomHistory(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L);
        isLong = chance(18);
        firstMonth = isLong
                ? YearMonth.of(2016, 1).plusMonths(pick(0, 0, 0, 3, 7))
                : YearMonth.of(2022, 1).plusMonths(random.nextInt(26));
        YearMonth last = firstMonth.plusMonths(isLong ? 47L + random.nextInt(30) : 2L + random.nextInt(18));
        boolean shift = last.getYear() > firstMonth.getYear() && chance(30);
        lastMonth = shift ? YearMonth.of(last.getYear(), pick(1, 2, 2, 3, 3)) : last;
        end = endOfHistory();
    }

    /** The history of that seed, in order of publication. */
    public static List<SpecificRecord> of(long seed) {
        RandomHistory history = new RandomHistory(seed);
        history.write();
        return history.events.stream()
                .sorted(Comparator.comparing(
                        (SpecificRecord e) -> Statement.of(e).publishedAt()))
                .toList();
    }

    /** The same events as they might arrive: out of order, some of them twice. */
    public static List<SpecificRecord> arrival(List<SpecificRecord> history, long seed) {
        Random random = new Random(seed);
        List<SpecificRecord> arriving = new ArrayList<>(history);
        history.stream().filter(e -> random.nextInt(6) == 0).forEach(arriving::add);
        Collections.shuffle(arriving, random);
        return arriving;
    }

    /** Often one of the days on which DATA_GAP turns. */
    private LocalDate endOfHistory() {
        LocalDate nextEnd = lastMonth.plusMonths(1).atEndOfMonth();
        return switch (random.nextInt(16)) {
            case 0 -> nextEnd.plusDays(14);
            case 1 -> nextEnd.plusDays(15);
            case 2 -> nextEnd.plusDays(44);
            case 3 -> nextEnd.plusDays(45);
            case 4, 9 -> lastMonth.atEndOfMonth();
            // A month ended 14 days ago, a target's period 45 or 180; a figure due on the day after the month is late
            case 5 -> lastMonth.atEndOfMonth().plusDays(pick(13, 14));
            case 6 -> lastMonth.atEndOfMonth().plusDays(pick(45, 46));
            case 7 -> lastMonth.minusMonths(5).atEndOfMonth().plusDays(pick(179, 180));
            case 8 -> nextEnd.plusDays(pick(3, 4, 5, 6));
            default -> lastMonth.atEndOfMonth().plusDays(1L + random.nextInt(60));
        };
    }

    private void write() {
        int brands = 1 + random.nextInt(4);
        if (chance(25)) {
            brands = 4;
        }
        for (int i = 0; i < brands; i++) {
            new Brand(BRANDS.get(i)).write();
        }
        race(BRANDS.subList(0, brands));
        Object news = new Organisation(pick(OrganisationKind.values()), "news");
        announce(BRANDS.get(random.nextInt(brands)), "press", SourceTier.MEDIA, end, news);
        retractions();
    }

    // What is taken back: by its source, by the desk, by who may not; before it was said; and retractions themselves

    private void retractions() {
        if (chance(10)) {
            // Taken back before it was said: the last day is not the day of anything that counts
            Statement<Object> event = Statement.of(newest());
            Retraction retraction = new Retraction(event.eventId(), pick(RetractionKind.values()), "not true");
            if (retraction.getKind() != RetractionKind.UNKNOWN) {
                announce(
                        event.brand(),
                        event.source(),
                        event.tier(),
                        event.date().minusDays(5),
                        retraction);
            }
        }
        int count = chance(50) ? 0 : 1 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            Statement<Object> event = Statement.of(chance(15) ? newest() : pick(events));
            String id = chance(95) ? event.eventId() : "unheard-of";
            String source = chance(55) ? event.source() : chance(60) ? "desk" : pick(SOURCES);
            String brand = chance(93) ? event.brand() : pick(BRANDS);
            int after = pick(-20, 0, 0, 3, 20, 40, 90, 150, 300);
            LocalDate day = event.date().plusDays(after);
            RetractionKind kind = chance(50) ? RetractionKind.WITHDRAWN : RetractionKind.VOID;
            announce(brand, source, tier(source), day, new Retraction(id, kind, "a slip"));
            if (chance(30)) {
                String again = Statement.of(events.get(events.size() - 1)).eventId();
                Retraction twice = new Retraction(again, RetractionKind.VOID, "it was right");
                announce(brand, chance(70) ? source : "desk", tier(source), day.plusDays(pick(0, 5)), twice);
            }
        }
    }

    private SpecificRecord newest() {
        return events.stream()
                .max(Comparator.comparing((SpecificRecord e) -> Statement.of(e).publishedAt()))
                .orElseThrow();
    }

    // Chance

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    @SafeVarargs
    private final <T> T pick(T... options) {
        return options[random.nextInt(options.length)];
    }

    private <T> T pick(List<T> options) {
        return options.get(random.nextInt(options.size()));
    }

    // Envelope

    /** Unique; now and then with letters beyond U+FFFF, whose order differs between code points and UTF-16 units. */
    private String newId() {
        String start = chance(85) ? Integer.toHexString(0x100 + random.nextInt(0xF00)) : pick("\uFF5E", "\uD83D\uDE97");
        return start + "-" + events.size();
    }

    private static SourceTier usualTier(String source) {
        return switch (source) {
            case "ir" -> SourceTier.OFFICIAL;
            case "cpca" -> SourceTier.ASSOCIATION;
            case "insured" -> SourceTier.REGISTRATION;
            default -> SourceTier.MEDIA;
        };
    }

    private SourceTier tier(String source) {
        return chance(92) ? usualTier(source) : pick(SourceTier.values());
    }

    /** Few times of day, so that instants collide; among them the first and the last of the day. */
    private Instant at(LocalDate day) {
        Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        return switch (random.nextInt(6)) {
            case 0 -> midnight;
            case 1 -> midnight.plus(1, ChronoUnit.DAYS).minus(1, ChronoUnit.MICROS);
            default -> midnight.plus(2, ChronoUnit.HOURS);
        };
    }

    private boolean isTooLate(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().isAfter(end);
    }

    private LocalDate anyDay() {
        LocalDate first = firstMonth.atDay(1);
        return first.plusDays(random.nextInt((int) ChronoUnit.DAYS.between(first, end) + 1));
    }

    private LocalDate lateDay() {
        return end.minusDays(random.nextInt(120));
    }

    private void announce(String brand, String source, SourceTier tier, LocalDate day, Object detail) {
        announce(brand, source, tier, at(day), detail);
    }

    /** Of facts, launches and news some became true days before they were told. */
    private void announce(String brand, String source, SourceTier tier, Instant at, Object detail) {
        boolean dated = detail instanceof Launch
                || detail instanceof Organisation
                || (detail instanceof TechnologyMilestone milestone && milestone.getDueBy() == null);
        LocalDate day = at.atOffset(ZoneOffset.UTC).toLocalDate();
        LocalDate occurred = dated && chance(25) ? day.minusDays(pick(0, 1, 10, 45, 120, 250)) : null;
        if (!isTooLate(at)) {
            events.add(new Announcement(newId(), brand, source, tier, at, null, "news of " + brand, detail, occurred));
        }
    }

    // The technology race, of all brands

    private void race(List<String> brands) {
        for (String technology : TECHNOLOGIES) {
            boolean heated = chance(35);
            for (String brand : brands) {
                int count = heated ? 2 + random.nextInt(5) : random.nextInt(4);
                for (int i = 0; i < count; i++) {
                    fact(brand, technology, milestoneDay(heated));
                }
                if (chance(55)) {
                    promises(brand, technology);
                }
            }
        }
    }

    /** Often one of the days on which CAPABILITY_GAP, the pressure of 90 days and their severities turn. */
    private LocalDate milestoneDay(boolean heated) {
        int days = pick(29, 30, 89, 90, 179, 180);
        return chance(35) ? end.minusDays(days) : heated && chance(60) ? lateDay() : anyDay();
    }

    private void fact(String brand, String technology, LocalDate day) {
        fact(brand, technology, pick(Stage.values()), at(day), pick(null, null, null, 0, 10, 49, 50, 120), chance(20));
    }

    private void fact(String brand, String technology, Stage stage, Instant at, Integer cities, boolean nationwide) {
        Long price = chance(40) ? Long.valueOf(pick(99_800, 150_000, 150_000, 200_000)) : null;
        milestone(
                brand,
                at,
                new TechnologyMilestone(technology, stage, nationwide ? null : cities, nationwide, price, null));
    }

    private void milestone(String brand, Instant at, TechnologyMilestone milestone) {
        String source = pick(SOURCES);
        announce(brand, source, tier(source), at, milestone);
    }

    /** A promise, repeated with days that move, and perhaps kept: on the day, after it, with less than was promised. */
    private void promises(String brand, String technology) {
        Stage stage = pick(Stage.values());
        boolean nationwide = chance(20);
        Integer cities = pick(null, null, 50, 100);
        LocalDate due = chance(50) ? end.plusDays(pick(-91, -90, -89, -30, -1, 0, 1)) : anyDay().plusDays(60);
        LocalDate day = due.minusDays(20L + random.nextInt(200));
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            LocalDate dueBy = i == times - 1 ? due : due.plusDays(pick(-60, -30, 0, 0, 30));
            boolean says = chance(70);
            milestone(
                    brand,
                    at(day),
                    new TechnologyMilestone(
                            technology,
                            stage,
                            says && !nationwide ? cities : null,
                            says && nationwide,
                            chance(20) ? Long.valueOf(90_000) : null,
                            dueBy));
            if (chance(80)) {
                day = day.plusDays(random.nextInt(20));
            }
        }
        if (chance(50)) {
            Stage reached = chance(60) ? stage : pick(Stage.values());
            LocalDate met = due.plusDays(pick(-40, -1, 0, 0, 1, 20));
            fact(brand, technology, reached, at(met), pick(null, 49, 50, 99, 100), chance(25));
        }
    }

    /** What one brand, its models and their observers say. */
    private final class Brand {
        private final String brand;
        private final List<String> models;
        private final int scale;
        /** Says little, exactly and regularly, so that its figures lie on the bounds of the rules. */
        private final boolean clean;
        /** Begins to sell when others have done so for years. */
        private final boolean newcomer;
        /** Tells each of many months, year after year, and little else. */
        private final boolean regular;
        /** The last month of which it tells: some fall silent. */
        private final YearMonth last;
        /** DELIVERIES and ORDERS of the whole brand by month, as nobody outside knows them. */
        private final TreeMap<YearMonth, Long> deliveries = new TreeMap<>();

        private final TreeMap<YearMonth, Long> orders = new TreeMap<>();
        /** Sells the same number every month. */
        private boolean steady;
        /** Its buyers wait; nobody tells of orders. */
        private boolean waiting;
        /** Its last months lie on bounds of the rules. */
        private boolean shaped;

        Brand(String brand) {
            this.brand = brand;
            this.regular = isLong && chance(85);
            this.newcomer = isLong && !regular && chance(60);
            this.clean = regular || newcomer || chance(35);
            this.models = MODELS.subList(0, clean ? random.nextInt(2) : random.nextInt(4));
            this.scale = clean ? pick(60, 600, 780, 780, 3_000) : pick(60, 600, 780, 3_000);
            this.last = chance(80) ? lastMonth : lastMonth.minusMonths(1L + random.nextInt(3));
        }

        void write() {
            truth();
            if (chance(96)) {
                if (clean) {
                    tellPlainly();
                    if (chance(shaped || steady ? 40 : 100)) {
                        beside();
                    }
                } else {
                    tell();
                }
            }
            if (chance(shaped ? 20 : 45)) {
                sums();
            }
            if (chance(25)) {
                channel();
            }
            breaks();
            if (chance(70)) {
                monthToDate();
            }
            capacity();
            targets();
            quotes();
            others();
        }

        private void truth() {
            steady = clean && !regular && chance(50);
            long units = scale;
            long booked = scale;
            YearMonth turn = last.minusMonths(3);
            double share = pick(0.8, 0.5, 0.4, 1.0, 0.9);
            YearMonth begin = chance(70) ? firstMonth : firstMonth.plusMonths(random.nextInt(3));
            if (isLong && !regular) {
                begin = lastMonth.minusMonths(newcomer ? pick(3, 4, 5) : 15);
                announce(brand, "ir", SourceTier.OFFICIAL, begin.minusMonths(2).atDay(9), new Launch("M5", null));
            }
            for (YearMonth month = begin; !month.isAfter(last); month = month.plusMonths(1)) {
                if (regular) {
                    units = Math.max(scale / 5, Math.round(units * pick(0.8, 0.9, 1.0, 1.0, 1.0, 1.05, 1.1, 1.3)));
                    units = Math.min(units, 6L * scale);
                } else if (!steady) {
                    double factor = pick(0.5, 0.7, 0.8, 1.0, 1.0, 1.2, 1.5, 1.5, 2.0);
                    units = chance(6) ? 0 : Math.round(Math.max(units, scale / 4) * factor);
                    units = Math.min(units, 20L * scale);
                    units = units < 30 ? units : units / 30 * 30;
                }
                deliveries.put(month, units);
                if (!clean && chance(30)) {
                    booked = Math.round(scale * pick(0.0, 0.5, 0.8, 1.0, 1.5));
                }
                orders.put(month, month.isAfter(turn) ? Math.round(booked * share) : booked);
            }
            if (clean && chance(20) && deliveries.size() > 1) {
                // A surge to just enough vehicles
                deliveries.put(last, pick(999L, 1_000L, 1_000L));
                deliveries.put(last.minusMonths(1), pick(600L, 666L, 667L));
            }
            if (clean && chance(steady ? 15 : 45)) {
                shape(pick(1L, 1L, 5L));
            }
        }

        /** Months that lie exactly on the bounds of slump and surge, over a month and over a year. */
        private void shape(long unit) {
            shaped = true;
            if (chance(20)) {
                // A mean of exactly 500, falling by a third
                put(last, 380);
                put(last.minusMonths(1), 560);
                put(last.minusMonths(2), 560);
                return;
            }
            boolean even = chance(35);
            if (even) {
                deliveries.replaceAll((month, units) -> unit * 1_000);
            }
            long now = unit * pick(400L, 450L, 500L, 690L, 700L, 700L, 710L, 800L, 800L, 900L, 1_500L, 1_490L);
            long before = unit * pick(1_000L, 1_000L, 700L);
            if (even && chance(50)) {
                // Four fifths of what it ever sold, and buyers wait for twelve weeks
                waiting = true;
                put(last, 800 * unit);
                announce(brand, "ir", SourceTier.OFFICIAL, end, new LeadTimeQuote(null, 12.0));
                return;
            }
            put(last, now);
            put(last.minusMonths(1), before);
            put(last.minusMonths(2), chance(50) ? before : unit * pick(1_000L, 700L));
            long aYearAgo = chance(50) ? unit * pick(875L, 870L, 1_000L, 1_400L) : now * 10 / 7;
            for (int i = 12; i <= 14; i++) {
                put(last.minusMonths(i), aYearAgo);
            }
            if (chance(15)) {
                // A fall over the month by three tenths, over the year by a fifth
                put(last, 700 * unit);
                put(last.minusMonths(1), 1_000 * unit);
                put(last.minusMonths(2), 1_000 * unit);
                put(last.minusMonths(12), 875 * unit);
            } else if (chance(25)) {
                put(last.minusMonths(1), now);
                put(last.minusMonths(2), now);
            }
            if (last.getMonthValue() <= 3) {
                YearMonth october = YearMonth.of(last.getYear() - 1, 10);
                for (int i = 0; i < 3; i++) {
                    put(october.plusMonths(i), unit * 1_000);
                    put(october.plusMonths(i - 12), unit * pick(1_000L, 1_000L, 800L));
                }
            }
        }

        private void put(YearMonth month, long units) {
            deliveries.computeIfPresent(month, (told, before) -> units);
        }

        // A clean brand: one source, a MONTH at a time

        private void tellPlainly() {
            boolean ordering = !waiting && chance(regular ? 30 : 75);
            boolean building = chance(regular ? 10 : 30);
            int reliability = regular ? pick(100, 100, 98) : 96;
            for (YearMonth month : deliveries.keySet()) {
                if (chance(reliability)) {
                    boolean bound = shaped && month.equals(last) && chance(last.getMonthValue() <= 3 ? 30 : 8);
                    LocalDate start = month.atDay(1);
                    if (bound) {
                        long units = deliveries.get(month);
                        Instant at = at(start.plusMonths(1));
                        Qualifier over = Qualifier.AT_LEAST;
                        say(null, null, Measure.DELIVERIES, start, Granularity.MONTH, units, over, "ir", at);
                    } else {
                        plain(null, Measure.DELIVERIES, month, deliveries.get(month));
                    }
                }
                if (!regular || month.isAfter(last.minusMonths(14))) {
                    models.forEach(model -> plain(model, Measure.DELIVERIES, month, deliveries.get(month) / 2));
                }
                if (ordering && chance(99)) {
                    plain(null, Measure.ORDERS, month, orders.get(month));
                    models.forEach(model -> plain(model, Measure.ORDERS, month, orders.get(month) / 2));
                }
                if (building) {
                    plain(null, Measure.OUTPUT, month, deliveries.get(month));
                }
            }
            if (ordering && chance(40)) {
                plain(null, Measure.CANCELLATIONS, last, orders.getOrDefault(last, 0L) / 10);
            }
            if (chance(30) && !deliveries.isEmpty()) {
                plain(null, Measure.BACKLOG, last, deliveries.get(last) * pick(1, 2, 3));
            }
        }

        /** What raises doubts about a figure, or takes them away: other sources, slips, parts that exceed the whole. */
        private void beside() {
            for (YearMonth month = last.minusMonths(7); !month.isAfter(last); month = month.plusMonths(1)) {
                long units = deliveries.getOrDefault(month, 0L);
                if (units == 0 || chance(55)) {
                    continue;
                }
                LocalDate start = month.atDay(1);
                Instant at = at(month.plusMonths(1).atDay(1 + random.nextInt(9)));
                switch (random.nextInt(9)) {
                    case 0, 1 -> {
                        long other = units * pick(80, 95, 99, 101, 105, 120) / 100;
                        say(
                                null,
                                null,
                                Measure.DELIVERIES,
                                start,
                                Granularity.MONTH,
                                other,
                                Qualifier.EXACT,
                                "cpca",
                                at);
                    }
                    case 2 -> {
                        // Rounded by the maker, counted by others: the source of the month is another one
                        Qualifier bound = Qualifier.AT_LEAST;
                        say(null, null, Measure.DELIVERIES, start, Granularity.MONTH, units, bound, "ir", at);
                        long other = units * pick(100, 103, 110) / 100;
                        say(
                                null,
                                null,
                                Measure.DELIVERIES,
                                start,
                                Granularity.MONTH,
                                other,
                                Qualifier.EXACT,
                                "cpca",
                                at);
                    }
                    case 3 -> {
                        // A unit mistaken, and now and then confirmed by a second source
                        long slip = Math.max(
                                1, Math.round(units * pick(10.0, 10.0, 100.0, 0.1, 0.01, 8.0, 12.5, 20.0, 0.3)));
                        say(null, null, Measure.DELIVERIES, start, Granularity.MONTH, slip, Qualifier.EXACT, "ir", at);
                        if (chance(40)) {
                            long same = slip * pick(100, 105, 106) / 100;
                            say(
                                    null,
                                    null,
                                    Measure.DELIVERIES,
                                    start,
                                    Granularity.MONTH,
                                    same,
                                    Qualifier.EXACT,
                                    "press",
                                    at);
                        }
                    }
                    case 4 -> {
                        // A correction given the same time
                        Instant same = at(month.plusMonths(1).atDay(2));
                        long other = units * pick(10, 90, 110) / 100;
                        say(
                                null,
                                null,
                                Measure.DELIVERIES,
                                start,
                                Granularity.MONTH,
                                units,
                                Qualifier.EXACT,
                                "ir",
                                same);
                        say(
                                null,
                                null,
                                Measure.DELIVERIES,
                                start,
                                Granularity.MONTH,
                                other,
                                Qualifier.EXACT,
                                "ir",
                                same);
                    }
                    case 5, 6 -> {
                        long part = units * pick(50, 51, 52, 60) / 100;
                        Qualifier qualifier = chance(75) ? Qualifier.EXACT : pick(Qualifier.values());
                        say("X9", null, Measure.DELIVERIES, start, Granularity.MONTH, part, qualifier, "ir", at);
                        say("M5", null, Measure.DELIVERIES, start, Granularity.MONTH, part, Qualifier.EXACT, "ir", at);
                    }
                    case 7 -> {
                        Instant late = at(month.atEndOfMonth().plusDays(pick(-1, 0, 5, 20, 60, 61)));
                        say(
                                null,
                                null,
                                Measure.DELIVERIES,
                                start,
                                Granularity.MONTH,
                                units,
                                Qualifier.EXACT,
                                "ir",
                                late);
                    }
                    default -> {
                        Qualifier qualifier = pick(Qualifier.ESTIMATE, Qualifier.AT_LEAST);
                        say(null, null, Measure.DELIVERIES, start, Granularity.MONTH, units, qualifier, "ir", at);
                    }
                }
            }
        }

        // Sums over months: of the year to date month after month, of halves and years, right and wrong, told early

        private void sums() {
            Measure measure = chance(75) ? Measure.DELIVERIES : pick(Measure.ORDERS, Measure.OUTPUT, Measure.WHOLESALE);
            String model = models.isEmpty() || chance(60) ? null : pick(models);
            String source = chance(60) ? "ir" : pick(SOURCES);
            int often = pick(25, 60, 95);
            YearMonth first = isLong ? last.minusMonths(20) : firstMonth.minusMonths(3);
            for (YearMonth month = first; !month.isAfter(last.plusMonths(1)); month = month.plusMonths(1)) {
                if (chance(often) && month.getMonthValue() > 1) {
                    sum(model, measure, YearMonth.of(month.getYear(), 1), month, source);
                }
                if (chance(12)) {
                    sum(model, measure, month.minusMonths(pick(1, 2, 5, 11, 13)), month, pick(SOURCES));
                }
            }
        }

        private void sum(String model, Measure measure, YearMonth from, YearMonth to, String source) {
            long share = scale / Math.max(1, models.size());
            long units = 0;
            for (YearMonth month = from; !month.isAfter(to); month = month.plusMonths(1)) {
                units += deliveries.containsKey(month) ? truth(model, measure, month) : share;
            }
            units = Math.max(0, units + pick(0L, 0L, 0L, 0L, 1L, -1L, 100L, -100L, 99L, -3L * share, share));
            Qualifier qualifier = chance(82) ? Qualifier.EXACT : pick(Qualifier.values());
            String region = chance(5) ? pick(REGIONS) : null;
            LocalDate start = from.atDay(1);
            LocalDate day = to.atEndOfMonth().plusDays(pick(-1, 0, 1, 1, 1, 2, 9, 30));
            Instant at = at(day);
            span(model, region, measure, start, to.atEndOfMonth(), units, qualifier, source, at);
            if (chance(15)) {
                long again = Math.max(0, units + pick(-100L, 1L, share));
                Instant then = chance(40) ? at : at(day.plusDays(20));
                span(model, region, measure, start, to.atEndOfMonth(), again, Qualifier.EXACT, source, then);
            }
            if (chance(12)) {
                // A stretch that is no window: over a part of its last month, or an early quarter
                span(model, null, measure, start, to.atDay(13), units / 2, Qualifier.EXACT, source, at);
            }
        }

        private void span(
                String model,
                String region,
                Measure measure,
                LocalDate start,
                LocalDate end,
                long units,
                Qualifier qualifier,
                String source,
                Instant at) {
            boolean tooEarly =
                    end.isAfter(at.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(1));
            if (!tooEarly && !end.isBefore(start)) {
                say(model, region, measure, start, end, Granularity.SPAN, units, qualifier, source, at);
            }
        }

        // WHOLESALE, EXPORTS and RETAIL of the last months: stock builds up, often by one and a half months

        private void channel() {
            long sold = Math.max(60, scale);
            long piled = sold * pick(-5, 0, 25, 25, 24, 40) / 100;
            boolean exporting = chance(50);
            Qualifier qualifier = chance(85) ? Qualifier.EXACT : pick(Qualifier.values());
            for (int i = 0; i < 6; i++) {
                YearMonth month = last.minusMonths(i);
                long sent = exporting ? sold / 10 : 0;
                plain(null, Measure.WHOLESALE, month, sold + piled + sent);
                if (chance(96)) {
                    plain(null, Measure.EXPORTS, month, sent);
                }
                LocalDate day = month.plusMonths(1).atDay(10);
                LocalDate start = month.atDay(1);
                Qualifier said = i == 5 ? qualifier : Qualifier.EXACT;
                say(null, null, Measure.RETAIL, start, Granularity.MONTH, sold, said, "cpca", at(day));
            }
        }

        // Breaks of the series, of the brand and of models; some figures end

        private void breaks() {
            if (chance(22)) {
                String model = chance(65) ? null : spelled(pick(MODELS));
                YearMonth from = last.minusMonths(pick(-1, 0, 0, 1, 2, 5, 11, 12, 13));
                announce(
                        brand,
                        "ir",
                        SourceTier.OFFICIAL,
                        anyDay(),
                        new SeriesBreak(model, from.toString(), chance(40)));
            }
        }

        /** A name as people write it. */
        private String spelled(String model) {
            if (model == null || chance(80)) {
                return model;
            }
            String start = model.substring(0, 1);
            String number = model.substring(1);
            return switch (random.nextInt(6)) {
                case 0 -> start + " " + number;
                case 1 -> start.toLowerCase(Locale.ROOT) + number;
                case 2 -> start + "-" + number;
                case 3 -> model.equals("M5") ? "\uFF2D5" : start + "\u3000" + number;
                case 4 -> model.equals("M5") && brand.equals("aito") ? "Wenjie 5" : start + number;
                default -> start + "\u00A0" + number;
            };
        }

        private void plain(String model, Measure measure, YearMonth month, long units) {
            boolean ahead = month.atEndOfMonth().equals(end) ? chance(70) : chance(4);
            LocalDate day = ahead
                    ? month.atEndOfMonth().minusDays(random.nextInt(2))
                    : month.plusMonths(1).atDay(1);
            say(model, null, measure, month.atDay(1), Granularity.MONTH, units, Qualifier.EXACT, "ir", at(day));
        }

        // Any other: whoever says whatever

        private void tell() {
            List<Measure> measures = new ArrayList<>(List.of(Measure.DELIVERIES));
            if (chance(75)) {
                measures.add(Measure.ORDERS);
            }
            if (chance(50)) {
                measures.add(Measure.OUTPUT);
            }
            if (chance(50)) {
                measures.add(Measure.CANCELLATIONS);
            }
            if (chance(35)) {
                measures.add(Measure.BACKLOG);
            }
            if (chance(25)) {
                measures.add(pick(BESIDE));
            }
            for (Measure measure : measures) {
                tell(measure);
            }
        }

        private void tell(Measure measure) {
            boolean ofBrand = models.isEmpty() || chance(60);
            boolean ofModels = !ofBrand || chance(50);
            if (ofBrand) {
                tell(null, measure, chance(15));
            }
            if (ofModels) {
                boolean inQuarters = chance(50);
                models.forEach(model -> tell(model, measure, inQuarters));
                if (measure != Measure.BACKLOG && !ofBrand && chance(25)) {
                    tellQuarters(null, measure);
                }
            }
        }

        private void tell(String model, Measure measure, boolean inQuarters) {
            int reliability = pick(70, 88, 97, 100);
            YearMonth silentFrom = last.plusMonths(1);
            if (chance("X9".equals(model) ? 60 : model != null ? 35 : 15)) {
                silentFrom = last.minusMonths(random.nextInt(model != null ? 5 : 15));
            }
            for (YearMonth month : deliveries.headMap(silentFrom).keySet()) {
                boolean known = measure == Measure.BACKLOG ? chance(20) : chance(reliability);
                if (known) {
                    tell(model, measure, month, truth(model, measure, month));
                }
            }
            if (measure != Measure.BACKLOG && (inQuarters || chance(40))) {
                tellQuarters(model, measure);
            }
        }

        private long truth(String model, Measure measure, YearMonth month) {
            if (!deliveries.containsKey(month)) {
                return scale;
            }
            long ofBrand = switch (measure) {
                case ORDERS -> orders.get(month);
                case CANCELLATIONS -> orders.get(month) / 10;
                case BACKLOG -> deliveries.get(month) * 2;
                default -> deliveries.get(month);
            };
            if (model == null) {
                return ofBrand;
            }
            // Of some brands one model is small: a nineteenth or a twentieth of the others together
            long others = 2 * (ofBrand / 3);
            boolean small = model.equals("X9") && models.size() == 3 && scale != 3_000;
            return small ? others / (scale == 600 ? 19 : 20) : ofBrand / models.size();
        }

        /** One month, by one to three sources, everywhere or by region. */
        private void tell(String model, Measure measure, YearMonth month, long units) {
            int way = random.nextInt(100);
            if (way < 80) {
                tellCell(model, null, measure, month, units);
            }
            if (way >= 72) {
                int regions = 1 + random.nextInt(REGIONS.size());
                for (String region : REGIONS.subList(0, regions)) {
                    if (chance(90)) {
                        tellCell(model, region, measure, month, chance(10) ? 0 : units / regions);
                    }
                }
            }
        }

        private void tellCell(String model, String region, Measure measure, YearMonth month, long units) {
            int sources = pick(1, 1, 1, 2, 2, 3);
            String first = pick(SOURCES);
            Qualifier qualifier = chance(70) ? Qualifier.EXACT : pick(Qualifier.values());
            Instant at = at(publication(month));
            tellBy(first, model, region, measure, month, units, qualifier, at);
            for (int i = 1; i < sources; i++) {
                String other = pick(SOURCES);
                long otherUnits = Math.max(0, units + pick(-scale / 10, 0, 0, 1, scale / 10));
                Qualifier otherQualifier = chance(65) ? Qualifier.EXACT : pick(Qualifier.values());
                Instant then = chance(35) ? at : at(publication(month));
                tellBy(other, model, region, measure, month, otherUnits, otherQualifier, then);
            }
        }

        /** Mostly in the first weeks of the next month, now and then before the month is over. */
        private LocalDate publication(YearMonth month) {
            if (month.atEndOfMonth().equals(end) ? chance(50) : chance(8)) {
                return pick(
                        month.atDay(20 + random.nextInt(8)),
                        month.atEndOfMonth(),
                        month.atEndOfMonth().minusDays(1),
                        month.atEndOfMonth().minusDays(2));
            }
            return month.plusMonths(1).atDay(1).plusDays(chance(60) ? 0 : random.nextInt(25));
        }

        private void tellBy(
                String source,
                String model,
                String region,
                Measure measure,
                YearMonth month,
                long units,
                Qualifier qualifier,
                Instant at) {
            int way = measure == Measure.BACKLOG ? 50 : random.nextInt(100);
            if (way < 6) {
                soFar(source, model, region, measure, month, units, qualifier);
            }
            if (way >= 3 && way < 78) {
                restated(model, region, measure, month.atDay(1), Granularity.MONTH, units, qualifier, source, at);
            }
            if (way >= 72 && way < 92) {
                weeks(source, model, region, measure, month, units, qualifier);
            }
            if (way >= 88) {
                days(source, model, region, measure, month, units, qualifier);
            }
        }

        /** The month up to one of its days, and perhaps to a later one. */
        private void soFar(
                String source,
                String model,
                String region,
                Measure measure,
                YearMonth month,
                long units,
                Qualifier qualifier) {
            int day = pick(1, 7, 13, 14, 20, 28);
            for (int i = 0; i < 2; i++) {
                LocalDate until = month.atDay(Math.min(month.lengthOfMonth(), day + i * 7));
                Instant at = at(until.plusDays(random.nextInt(3)));
                if (chance(50)) {
                    // Labelled as the month: it is none yet
                    restated(
                            model,
                            region,
                            measure,
                            month.atDay(1),
                            Granularity.MONTH,
                            units / 2,
                            qualifier,
                            source,
                            at);
                } else {
                    span(model, region, measure, month.atDay(1), until, units / 2 + i, qualifier, source, at);
                }
            }
        }

        /** Weeks that touch the month: their Thursday may lie in the next or the last one. */
        private void weeks(
                String source,
                String model,
                String region,
                Measure measure,
                YearMonth month,
                long units,
                Qualifier qualifier) {
            LocalDate monday = month.atDay(1).with(TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY));
            boolean all = chance(50);
            for (; !monday.isAfter(month.atEndOfMonth()); monday = monday.plusWeeks(1)) {
                if (all || chance(75)) {
                    Instant at = at(monday.plusDays(pick(3L, 5L, 6L, 7L, 7L, 8L, 9L)));
                    Qualifier said = chance(75) ? qualifier : pick(Qualifier.values());
                    restated(model, region, measure, monday, Granularity.WEEK, units / 4, said, source, at);
                }
            }
        }

        private void days(
                String source,
                String model,
                String region,
                Measure measure,
                YearMonth month,
                long units,
                Qualifier qualifier) {
            boolean all = chance(6);
            int count = all ? month.lengthOfMonth() : 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                LocalDate day = month.atDay(all ? i + 1 : 1 + random.nextInt(month.lengthOfMonth()));
                if (all) {
                    Instant then = at(day.plusDays(1));
                    say(model, region, measure, day, Granularity.DAY, units / 30, qualifier, source, then);
                    continue;
                }
                Instant at = at(day.plusDays(random.nextInt(3)));
                restated(model, region, measure, day, Granularity.DAY, units / 3, qualifier, source, at);
            }
        }

        /** A statement and, not seldom, another of the same identity: later, at the same instant, or by another tier. */
        private void restated(
                String model,
                String region,
                Measure measure,
                LocalDate start,
                Granularity granularity,
                long units,
                Qualifier qualifier,
                String source,
                Instant at) {
            say(model, region, measure, start, granularity, units, qualifier, source, at);
            while (chance(14)) {
                long again = chance(25) ? 0 : Math.max(0, units + pick(-scale / 5, -1, 30, scale / 5));
                Instant then = chance(35) ? at : at.plus(1 + random.nextInt(70), ChronoUnit.DAYS);
                Qualifier said = chance(70) ? qualifier : pick(Qualifier.values());
                say(model, region, measure, start, granularity, again, said, source, then);
            }
        }

        private void say(
                String model,
                String region,
                Measure measure,
                LocalDate start,
                Granularity granularity,
                long units,
                Qualifier qualifier,
                String source,
                Instant at) {
            say(model, region, measure, start, null, granularity, units, qualifier, source, at);
        }

        private void say(
                String model,
                String region,
                Measure measure,
                LocalDate start,
                LocalDate end,
                Granularity granularity,
                long units,
                Qualifier qualifier,
                String source,
                Instant at) {
            boolean early = at.isBefore(start.atStartOfDay(ZoneOffset.UTC).toInstant());
            if (early || isTooLate(at)) {
                return;
            }
            // Now and then a whole period is given as the span that it is
            boolean asSpan = granularity == Granularity.MONTH && measure != Measure.BACKLOG && chance(3);
            LocalDate last = start.plusMonths(1).minusDays(1);
            boolean over =
                    !last.isAfter(at.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(1));
            events.add(new SalesReport(
                    newId(),
                    brand,
                    source,
                    tier(source),
                    at,
                    null,
                    spelled(model),
                    region,
                    measure,
                    start,
                    asSpan && over ? Granularity.SPAN : granularity,
                    units,
                    qualifier,
                    asSpan && over ? last : end));
        }

        // Quarters, most of them such that a month follows

        private void tellQuarters(String model, Measure measure) {
            YearMonth first = firstMonth.minusMonths((firstMonth.getMonthValue() - 1) % 3);
            for (; !first.plusMonths(2).isAfter(lastMonth.plusMonths(1)); first = first.plusMonths(3)) {
                if (chance(75)) {
                    tellQuarter(model, measure, first);
                }
            }
        }

        private void tellQuarter(String model, Measure measure, YearMonth first) {
            List<YearMonth> three = List.of(first, first.plusMonths(1), first.plusMonths(2));
            long share = scale / Math.max(1, models.size());
            Map<YearMonth, Long> truth = new TreeMap<>();
            three.forEach(
                    month -> truth.put(month, deliveries.containsKey(month) ? truth(model, measure, month) : share));
            if (chance(60)) {
                // By the best of sources at the last of times: two EXACT months, of the third less or nothing
                YearMonth third = pick(three);
                Instant late = at(first.plusMonths(3).atDay(8));
                for (YearMonth month : three) {
                    if (!month.equals(third) && month.isBefore(lastMonth.plusMonths(1))) {
                        say(
                                model,
                                null,
                                measure,
                                month.atDay(1),
                                Granularity.MONTH,
                                truth.get(month),
                                Qualifier.EXACT,
                                "ir",
                                chance(50) ? late : at(publication(month)));
                    }
                }
                if (chance(40)) {
                    long stated = Math.max(0, truth.get(third) + pick(-share / 2, 0L, 1L));
                    Qualifier inexact = pick(Qualifier.ESTIMATE, Qualifier.AT_LEAST);
                    LocalDate start = third.atDay(1);
                    say(model, null, measure, start, Granularity.MONTH, stated, inexact, "ir", late);
                }
            }
            long sum = truth.values().stream().mapToLong(units -> units).sum();
            int sources = pick(1, 1, 2);
            for (int i = 0; i < sources; i++) {
                long units = Math.max(0, sum + pick(0L, 0L, 0L, share, -share, -1L));
                Qualifier qualifier = chance(82) ? Qualifier.EXACT : pick(Qualifier.values());
                String region = chance(8) ? pick(REGIONS) : null;
                LocalDate day = chance(88)
                        ? first.plusMonths(3).atDay(1 + random.nextInt(28))
                        : pick(
                                first.plusMonths(1).atDay(20),
                                first.plusMonths(2).atEndOfMonth(),
                                first.plusMonths(2).atEndOfMonth().minusDays(1),
                                first.atEndOfMonth());
                String source = chance(60) ? "ir" : pick(SOURCES);
                restated(
                        model, region, measure, first.atDay(1), Granularity.QUARTER, units, qualifier, source, at(day));
            }
        }

        // The month of the newest event, half told

        private void monthToDate() {
            YearMonth now = YearMonth.from(end);
            for (int i = 0; i < 4; i++) {
                LocalDate day = now.atDay(1).plusDays(random.nextInt(end.getDayOfMonth()));
                String model = models.isEmpty() || chance(50) ? null : pick(models);
                say(
                        model,
                        chance(80) ? null : pick(REGIONS),
                        Measure.DELIVERIES,
                        day,
                        Granularity.DAY,
                        scale / 20,
                        chance(80) ? Qualifier.EXACT : pick(Qualifier.values()),
                        pick("ir", "press"),
                        at(day));
            }
        }

        // Plants

        private void capacity() {
            int plants = steady && chance(60) ? 1 : random.nextInt(4);
            for (int i = 1; i <= plants; i++) {
                if (clean && plants == 1 && chance(90) && !deliveries.isEmpty()) {
                    // Utilisation exactly at, above or below nine tenths
                    long units = deliveries.get(deliveries.lastKey()) / 9 * 10 + pick(0, 0, 0, 10, -10);
                    report("P1", Math.max(0, units), firstMonth, CapacityStatus.OPERATING, "ir", at(anyDay()));
                } else {
                    plant("P" + i);
                }
            }
        }

        private void plant(String plant) {
            int statements = 1 + random.nextInt(4);
            YearMonth from = firstMonth.minusMonths(random.nextInt(4));
            for (int i = 0; i < statements; i++) {
                long units = Math.max(0, Math.round(scale * pick(0.0, 0.3, 0.5, 1.0, 1.25)));
                String source = pick(SOURCES);
                Instant at = at(anyDay());
                CapacityStatus status = chance(65) ? CapacityStatus.OPERATING : CapacityStatus.PLANNED;
                report(plant, units, from, status, source, at);
                if (chance(35)) {
                    Instant then = chance(40) ? at : at(anyDay());
                    report(plant, units + pick(-scale / 10, 0, 10), from, pick(CapacityStatus.values()), source, then);
                }
                if (chance(60)) {
                    from = from.plusMonths(random.nextInt(9));
                }
            }
        }

        private void report(
                String plant, long units, YearMonth from, CapacityStatus status, String source, Instant at) {
            if (!isTooLate(at)) {
                events.add(new CapacityReport(
                        newId(),
                        brand,
                        source,
                        tier(source),
                        at,
                        null,
                        plant,
                        Math.max(0, units),
                        from.atDay(1),
                        status));
            }
        }

        // Targets

        private void targets() {
            int firstYear = isLong ? lastMonth.getYear() - 1 : firstMonth.getYear();
            for (int year = firstYear; year <= lastMonth.getYear() + 1; year++) {
                if (chance(75)) {
                    long base = regular ? aboutTheYear(year) : scale * 12L;
                    targets(year, null, null, null, base);
                }
            }
            while (chance(60)) {
                YearMonth month = lastMonth.minusMonths(random.nextInt(8));
                int quarter = (month.getMonthValue() + 2) / 3;
                YearMonth to = pick(
                        month.plusMonths(1),
                        month.plusMonths(5),
                        month.plusMonths(11),
                        month,
                        YearMonth.of(month.getYear(), quarter * 3));
                switch (random.nextInt(3)) {
                    case 0 -> targets(month.getYear(), quarter, null, null, scale * 3L);
                    case 1 -> targets(month.getYear(), null, month.getMonthValue(), null, scale);
                    default -> {
                        YearMonth from = chance(70) ? month : YearMonth.of(month.getYear(), quarter * 3 - 2);
                        int until = chance(10) ? 12 : 0;
                        YearMonth last = until == 12 ? YearMonth.of(month.getYear(), 12) : to;
                        int first = until == 12 ? 1 : from.getMonthValue();
                        targets(month.getYear(), null, first, last, scale * 6L);
                    }
                }
            }
        }

        /** What a regular brand's year may come to: such that the odds of the target are neither 0 nor 1. */
        private long aboutTheYear(int year) {
            long sum = 0;
            for (YearMonth month = YearMonth.of(year, 1); month.getYear() == year; month = month.plusMonths(1)) {
                sum += deliveries.getOrDefault(
                        month, deliveries.isEmpty() ? scale : deliveries.get(deliveries.lastKey()));
            }
            return Math.round(sum * pick(0.8, 0.9, 1.0, 1.05, 1.1, 1.3));
        }

        private void targets(int year, Integer quarter, Integer month, YearMonth last, long base) {
            int sources = pick(1, 1, 2, 3);
            for (int i = 0; i < sources; i++) {
                String source = clean && chance(70) ? "ir" : pick(SOURCES);
                Instant at = at(isLong && chance(70) ? end.minusDays(random.nextInt(400)) : anyDay());
                target(year, quarter, month, last, source, at, targetUnits(base));
                while (chance(35)) {
                    at = chance(30) ? at : at(anyDay());
                    target(year, quarter, month, last, source, at, chance(30) ? base : targetUnits(base));
                }
            }
        }

        /** A steady brand's year is 12 x scale: exactly 0.8 and 0.65 of some, December at the first. */
        private long targetUnits(long base) {
            if (regular) {
                return Math.max(1, base * pick(90, 100, 100, 103, 110) / 100);
            }
            return switch (random.nextInt(9)) {
                case 0 -> base;
                case 1 -> base / 12 * 11;
                case 2, 3 -> base / 4 * 5;
                case 4, 5 -> base * 20 / 13;
                case 6 -> base / 12 * 4;
                case 7 -> chance(20) ? 0 : base / 12 + 1;
                default -> base * 2;
            };
        }

        private void target(
                int year, Integer quarter, Integer month, YearMonth last, String source, Instant at, long units) {
            Long high = chance(20) ? Long.valueOf(units + units / 10) : null;
            TargetKind kind = chance(88) ? TargetKind.TARGET : TargetKind.STRETCH;
            String until = last == null ? null : last.toString();
            SalesTarget said = new SalesTarget(year, units, quarter, month, until, high, kind);
            announce(brand, source, tier(source), at, said);
        }

        // Quotes, some exactly as old as they may be

        private void quotes() {
            int count = steady ? 1 + random.nextInt(3) : random.nextInt(4);
            boolean old = chance(40);
            for (int i = 0; i < count; i++) {
                String model = models.isEmpty() || chance(50) ? null : chance(85) ? spelled(pick(models)) : "unsold";
                double weeks = pick(0.0, 4.0, 7.5, 8.0, 8.0, 12.0, 12.0, 12.3, 19.9, 20.0, 20.0, 31.25);
                LocalDate day = old ? end.minusDays(pick(119, 120, 120, 121, 121, 140)) : lateDay();
                String source = pick(SOURCES);
                Instant at = at(day);
                announce(brand, source, tier(source), at, new LeadTimeQuote(model, weeks));
                if (chance(20)) {
                    announce(brand, source, tier(source), at, new LeadTimeQuote(model, weeks + 1.5));
                }
            }
            if (old) {
                announce(brand, "press", SourceTier.MEDIA, end, new Organisation(OrganisationKind.HIRING, "more"));
            }
        }

        private void others() {
            if (chance(12)) {
                LocalDate old = firstMonth.minusMonths(20).atDay(1);
                announce(
                        brand,
                        "press",
                        SourceTier.MEDIA,
                        old,
                        new Organisation(OrganisationKind.INVESTMENT, "a start"));
            }
            if (chance(50)) {
                Launch launch = new Launch(spelled(pick(MODELS)), chance(50) ? Long.valueOf(215_900) : null);
                YearMonth first = deliveries.isEmpty() ? firstMonth : deliveries.firstKey();
                LocalDate day = chance(30)
                        ? anyDay()
                        : first.minusMonths(pick(0, 0, 1, 6, 7)).atDay(15);
                announce(brand, "ir", SourceTier.OFFICIAL, day, launch);
            }
            if (chance(30)) {
                Organisation organisation =
                        new Organisation(pick(OrganisationKind.values()), "a new head of production");
                announce(brand, "press", SourceTier.MEDIA, anyDay(), organisation);
            }
        }
    }
}
