package io.bellwether.domain.market;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.TargetPeriod;
import io.bellwether.domain.statement.Tier;
import io.bellwether.domain.statement.Total;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Summaries of brands, put together by hand. */
public final class SampleBrand {

    private final String brand;
    private final Map<Metric, Object> metrics = new EnumMap<>(Metric.class);
    private final List<BrandSummary.MonthTotal> deliveries = new ArrayList<>();
    private final List<Integer> breaks = new ArrayList<>();
    private final List<BrandSummary.BrandYear> years = new ArrayList<>();
    private final List<BrandSummary.Target> targets = new ArrayList<>();
    private final List<BrandSummary.Technology> technologies = new ArrayList<>();
    private final List<BrandSummary.Promise> promises = new ArrayList<>();
    private final List<BrandSummary.Retracted> retracted = new ArrayList<>();
    private LocalDate newest = LocalDate.of(2024, 11, 11);
    private LocalDate changedFrom;
    private Integer endedFrom;
    private Double growthOverTwoMonths;

    private SampleBrand(String brand) {
        this.brand = brand;
    }

    /** A brand of which nothing is known. */
    public static SampleBrand named(String brand) {
        return new SampleBrand(brand);
    }

    public SampleBrand metric(Metric metric, Object value) {
        metrics.put(metric, value);
        return this;
    }

    /** Exact deliveries of the months up to one, which is the reference month, the last one last. */
    public SampleBrand upTo(String month, long... units) {
        int reference = Months.parse(month);
        for (int i = 0; i < units.length; i++) {
            month(Months.format(reference - units.length + 1 + i), units[i], Qualifier.EXACT);
        }
        long last = units[units.length - 1];
        return metric(Metric.REFERENCE_MONTH, reference).metric(Metric.DELIVERIES, last);
    }

    /** In place of what is known of that month. */
    public SampleBrand month(String month, long units, Qualifier qualifier) {
        int of = Months.parse(month);
        deliveries.removeIf(total -> total.month() == of);
        deliveries.add(new BrandSummary.MonthTotal(of, new Total(units, qualifier)));
        return this;
    }

    public SampleBrand without(String month) {
        deliveries.removeIf(total -> total.month() == Months.parse(month));
        return this;
    }

    /** A year so far, at a rate. */
    public SampleBrand year(long yearToDate, double rate) {
        return metric(Metric.YTD_DELIVERIES, yearToDate)
                .metric(Metric.YTD_QUALIFIER, Qualifier.EXACT)
                .metric(Metric.RUN_RATE, rate)
                .metric(Metric.RUN_RATE_QUALIFIER, Qualifier.EXACT);
    }

    public SampleBrand breaks(String month) {
        breaks.add(Months.parse(month));
        return this;
    }

    public SampleBrand ended(String month) {
        endedFrom = Months.parse(month);
        return this;
    }

    public SampleBrand growthOverTwoMonths(double growth) {
        growthOverTwoMonths = growth;
        return this;
    }

    /** A whole year before, by its multiples from January to November. */
    public SampleBrand brandYear(int year, Double... multiples) {
        years.add(new BrandSummary.BrandYear(year, List.of(), List.of(multiples)));
        return this;
    }

    public SampleBrand target(TargetPeriod period, long units, Integer reached, Total actual) {
        Provenance stated = stated("target-" + period.format(), "2024-01-05");
        return target(new BrandSummary.Target(
                period, units, units, null, 0, 0, reached, actual, null, null, List.of(), stated, stated, null));
    }

    public SampleBrand target(BrandSummary.Target target) {
        targets.add(target);
        return this;
    }

    public SampleBrand technology(BrandSummary.Technology technology) {
        technologies.add(technology);
        return this;
    }

    public SampleBrand promise(BrandSummary.Promise promise) {
        promises.add(promise);
        return this;
    }

    public SampleBrand retracted(String eventId, String on, String reason) {
        retracted.add(new BrandSummary.Retracted(eventId, stated("retraction-of-" + eventId, on), reason));
        return this;
    }

    /** The day of the newest event. */
    public SampleBrand newest(String day) {
        newest = LocalDate.parse(day);
        return this;
    }

    public SampleBrand changedFrom(String day) {
        changedFrom = LocalDate.parse(day);
        return this;
    }

    public static Provenance stated(String eventId, String day) {
        return new Provenance(eventId, Provenance.startOfDay(LocalDate.parse(day)), "ir", Tier.OFFICIAL, null);
    }

    public BrandSummary summary() {
        return new BrandSummary(
                brand,
                Provenance.startOfDay(newest),
                MetricSet.of(metrics),
                List.copyOf(deliveries),
                deliveries.size(),
                growthOverTwoMonths,
                List.copyOf(breaks),
                List.copyOf(years),
                List.copyOf(targets),
                endedFrom,
                List.copyOf(technologies),
                List.copyOf(promises),
                List.copyOf(retracted),
                changedFrom,
                0);
    }
}
