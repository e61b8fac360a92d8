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
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SalesTarget;
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
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * Random but plausible years of an invented market, dense in what makes semantics.md hard: sources that disagree,
 * restatements, half-told months, quarters, and values that lie exactly on the bounds of the rules. The same seed gives
 * the same history; every event of it is valid.
 */
public final class RandomHistory {

    private static final List<String> BRANDS = List.of("aito", "li-auto", "xiaomi", "zeekr");
    private static final List<String> MODELS = List.of("M5", "S7", "X9");
    private static final List<String> REGIONS = List.of("CN", "EU", "TH");
    private static final List<String> SOURCES = List.of("ir", "cpca", "insured", "press", "blog");
    private static final List<String> TECHNOLOGIES = List.of("CITY_NOA", "END_TO_END", "L3");
    private static final Measure[] BESIDE = {
        Measure.WHOLESALE, Measure.RETAIL, Measure.REGISTRATIONS, Measure.PREORDERS,
    };

    private final Random random;
    private final List<SpecificRecord> events = new ArrayList<>();
    private final YearMonth firstMonth;
    private final YearMonth lastMonth;
    /** The day of the market's last event. */
    private final LocalDate end;

    private RandomHistory(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L);
        firstMonth = YearMonth.of(2022, 1).plusMonths(random.nextInt(26));
        lastMonth = firstMonth.plusMonths(2L + random.nextInt(18));
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
        return switch (random.nextInt(8)) {
            case 0 -> nextEnd.plusDays(14);
            case 1 -> nextEnd.plusDays(15);
            case 2 -> nextEnd.plusDays(44);
            case 3 -> nextEnd.plusDays(45);
            case 4 -> lastMonth.atEndOfMonth();
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

    private void announce(String brand, String source, SourceTier tier, Instant at, Object detail) {
        if (!isTooLate(at)) {
            events.add(new Announcement(newId(), brand, source, tier, at, null, "news of " + brand, detail, null));
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
        /** The last month of which it tells: some fall silent. */
        private final YearMonth last;
        /** DELIVERIES and ORDERS of the whole brand by month, as nobody outside knows them. */
        private final TreeMap<YearMonth, Long> deliveries = new TreeMap<>();

        private final TreeMap<YearMonth, Long> orders = new TreeMap<>();

        Brand(String brand) {
            this.brand = brand;
            this.clean = chance(35);
            this.models = MODELS.subList(0, clean ? random.nextInt(2) : random.nextInt(4));
            this.scale = pick(60, 600, 3_000);
            this.last = chance(80) ? lastMonth : lastMonth.minusMonths(1L + random.nextInt(3));
        }

        void write() {
            truth();
            if (chance(96)) {
                if (clean) {
                    tellPlainly();
                } else {
                    tell();
                }
            }
            if (chance(70)) {
                monthToDate();
            }
            capacity();
            targets();
            quotes();
            others();
        }

        private void truth() {
            boolean steady = clean && chance(50);
            long units = scale;
            long booked = scale;
            YearMonth turn = last.minusMonths(3);
            double share = pick(0.8, 0.5, 0.4, 1.0, 0.9);
            YearMonth begin = chance(70) ? firstMonth : firstMonth.plusMonths(random.nextInt(3));
            for (YearMonth month = begin; !month.isAfter(last); month = month.plusMonths(1)) {
                if (!steady) {
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
        }

        // A clean brand: one source, a MONTH at a time

        private void tellPlainly() {
            boolean ordering = chance(75);
            boolean building = chance(30);
            for (YearMonth month : deliveries.keySet()) {
                if (chance(96)) {
                    plain(null, Measure.DELIVERIES, month, deliveries.get(month));
                }
                models.forEach(model -> plain(model, Measure.DELIVERIES, month, deliveries.get(month) / 2));
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

        private void plain(String model, Measure measure, YearMonth month, long units) {
            LocalDate day = month.plusMonths(1).atDay(1);
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
            int reliability = pick(70, 88, 97);
            for (YearMonth month : deliveries.keySet()) {
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
            long ofBrand = switch (measure) {
                case ORDERS -> orders.get(month);
                case CANCELLATIONS -> orders.get(month) / 10;
                case BACKLOG -> deliveries.get(month) * 2;
                default -> deliveries.get(month);
            };
            return model == null ? ofBrand : ofBrand / Math.max(1, models.size());
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
                    tellCell(model, region, measure, month, units / regions);
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
            if (chance(8)) {
                return month.atDay(20 + random.nextInt(8));
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
            int way = measure == Measure.BACKLOG ? 0 : random.nextInt(100);
            if (way < 78) {
                restated(model, region, measure, month.atDay(1), Granularity.MONTH, units, qualifier, source, at);
            }
            if (way >= 72 && way < 92) {
                weeks(source, model, region, measure, month, units, qualifier);
            }
            if (way >= 88) {
                days(source, model, region, measure, month, units, qualifier);
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
            for (; !monday.isAfter(month.atEndOfMonth()); monday = monday.plusWeeks(1)) {
                if (chance(80)) {
                    Instant at = at(monday.plusDays(7L + random.nextInt(3)));
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
            int count = 1 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                LocalDate day = month.atDay(1 + random.nextInt(month.lengthOfMonth()));
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
            boolean early = at.isBefore(start.atStartOfDay(ZoneOffset.UTC).toInstant());
            if (early || isTooLate(at)) {
                return;
            }
            events.add(new SalesReport(
                    newId(),
                    brand,
                    source,
                    tier(source),
                    at,
                    null,
                    model,
                    region,
                    measure,
                    start,
                    granularity,
                    units,
                    qualifier,
                    null));
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
                        : first.plusMonths(1).atDay(20);
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
            int plants = random.nextInt(4);
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
            for (int year = firstMonth.getYear(); year <= lastMonth.getYear() + 1; year++) {
                if (!chance(75)) {
                    continue;
                }
                int sources = pick(1, 1, 2, 3);
                long base = scale * 12L;
                for (int i = 0; i < sources; i++) {
                    String source = clean ? "ir" : pick(SOURCES);
                    Instant at = at(anyDay());
                    target(year, source, at, targetUnits(base));
                    while (chance(35)) {
                        at = chance(30) ? at : at(anyDay());
                        target(year, source, at, chance(30) ? base : targetUnits(base));
                    }
                }
            }
        }

        /** A steady brand's year is 12 x scale: exactly 0.9 and 0.75 of the third and fourth, December at the first. */
        private long targetUnits(long base) {
            return switch (random.nextInt(9)) {
                case 0 -> base;
                case 1 -> base / 12 * 11;
                case 2, 3 -> base / 9 * 10;
                case 4, 5 -> base / 3 * 4;
                case 6 -> base / 12 * 4;
                case 7 -> chance(20) ? 0 : base / 12 + 1;
                default -> base * 2;
            };
        }

        private void target(int year, String source, Instant at, long units) {
            announce(
                    brand,
                    source,
                    tier(source),
                    at,
                    new SalesTarget(year, units, null, null, null, null, TargetKind.TARGET));
        }

        // Quotes, some exactly as old as they may be

        private void quotes() {
            int count = random.nextInt(4);
            boolean old = chance(40);
            for (int i = 0; i < count; i++) {
                String model = models.isEmpty() || chance(50) ? null : chance(85) ? pick(models) : "unsold";
                double weeks = pick(0.0, 4.0, 7.5, 8.0, 8.0, 12.3, 19.9, 20.0, 20.0, 31.25);
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
            if (chance(30)) {
                Launch launch = new Launch(pick(MODELS), chance(50) ? Long.valueOf(215_900) : null);
                announce(brand, "ir", SourceTier.OFFICIAL, anyDay(), launch);
            }
            if (chance(30)) {
                Organisation organisation =
                        new Organisation(pick(OrganisationKind.values()), "a new head of production");
                announce(brand, "press", SourceTier.MEDIA, anyDay(), organisation);
            }
        }
    }
}
