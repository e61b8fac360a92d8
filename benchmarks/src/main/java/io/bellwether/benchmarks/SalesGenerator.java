package io.bellwether.benchmarks;

import io.bellwether.schemas.avro.Granularity;
import io.bellwether.schemas.avro.Measure;
import io.bellwether.schemas.avro.Qualifier;
import io.bellwether.schemas.avro.SalesReport;
import io.bellwether.schemas.avro.SourceTier;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * An endless, repeatable stream of sales statements: {@value #BRANDS} brands by Zipf's law, {@value #MODELS} models each,
 * the days of 2023 and 2024; every tenth statement restates an earlier one, every fiftieth is an exact copy of one
 * of the last {@value #RECENT}. Days come in mixed order, as from many sources at once, so that every part of the state
 * keeps changing.
 *
 * <p>The statements of a brand differ by day and model first, then by source, measure and region, so that however many
 * are drawn, only restatements and copies meet an identity again.
 */
public final class SalesGenerator {

    /** How many brands there are. */
    public static final int BRANDS = 200;

    static final int MODELS = 5;
    static final double RESTATED = 0.10;
    static final double COPIED = 0.02;

    private static final int RECENT = 4_096;
    private static final LocalDate FIRST_DAY = LocalDate.of(2023, 1, 1);
    private static final int DAYS = (int) (LocalDate.of(2025, 1, 1).toEpochDay() - FIRST_DAY.toEpochDay());
    /** Has no common factor with the number of days, so that its multiples visit all of them. */
    private static final int STRIDE = 331;

    private static final SourceTier[] TIERS = SourceTier.values();
    private static final Measure[] MEASURES = {Measure.DELIVERIES, Measure.ORDERS, Measure.REGISTRATIONS};
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final int RESTATED_WITHIN_DAYS = 60;

    private final SplittableRandom random;
    private final double[] upTo = new double[BRANDS];
    private final int[] drawn = new int[BRANDS];
    private final SalesReport[] recent = new SalesReport[RECENT];
    private long count;

    /** The stream of a seed. */
    public SalesGenerator(long seed) {
        random = new SplittableRandom(seed);
        double sum = 0;
        for (int brand = 0; brand < BRANDS; brand++) {
            sum += 1.0 / (brand + 1);
            upTo[brand] = sum;
        }
        for (int brand = 0; brand < BRANDS; brand++) {
            upTo[brand] /= sum;
        }
    }

    /** The next statement; its key is its brand. */
    public SalesReport next() {
        double kind = random.nextDouble();
        SalesReport report;
        if (kind < COPIED && count >= RECENT) {
            report = recent[random.nextInt(RECENT)];
        } else {
            int brand = brand();
            boolean restated = kind < COPIED + RESTATED && drawn[brand] > 0;
            report = restated ? restated(brand, random.nextInt(drawn[brand])) : of(brand, drawn[brand]++);
        }
        recent[(int) (count++ % RECENT)] = report;
        return report;
    }

    /** The next statement that is neither restated nor copied, about the given brand. */
    public SalesReport nextOf(int brand) {
        return of(brand, drawn[brand]++);
    }

    /** A later statement on what an earlier one of the brand was about. */
    public SalesReport restatedOf(int brand) {
        return restated(brand, random.nextInt(drawn[brand]));
    }

    /** The name of a brand, 0 to {@link #BRANDS} - 1. */
    public static String brandName(int brand) {
        return name("brand-", brand + 1);
    }

    private int brand() {
        int found = Arrays.binarySearch(upTo, random.nextDouble());
        return Math.min(found < 0 ? -found - 1 : found, BRANDS - 1);
    }

    private SalesReport restated(int brand, int number) {
        return statement(brand, number, random.nextLong(MICROS_PER_DAY, RESTATED_WITHIN_DAYS * MICROS_PER_DAY));
    }

    private SalesReport of(int brand, int number) {
        return statement(brand, number, random.nextLong(MICROS_PER_DAY));
    }

    private SalesReport statement(int brand, int number, long delayMicros) {
        int day = (int) (((long) number / MODELS * STRIDE + brand) % DAYS);
        int rest = number / (MODELS * DAYS);
        SourceTier tier = TIERS[rest % TIERS.length];
        rest /= TIERS.length;
        Measure measure = MEASURES[rest % MEASURES.length];
        int region = rest / MEASURES.length;
        LocalDate start = FIRST_DAY.plusDays(day);
        return new SalesReport(
                new UUID(random.nextLong(), random.nextLong()).toString(),
                brandName(brand),
                "source-" + tier,
                tier,
                published(start.plusDays(1), delayMicros),
                null,
                name("model-", number % MODELS + 1),
                region == 0 ? null : name("region-", region),
                measure,
                start,
                Granularity.DAY,
                random.nextLong(400),
                Qualifier.EXACT,
                null);
    }

    private static Instant published(LocalDate day, long delayMicros) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC).plusNanos(delayMicros * 1_000);
    }

    private static String name(String kind, int number) {
        String digits = Integer.toString(number);
        return kind + "000".substring(Math.min(3, digits.length())) + digits;
    }
}
