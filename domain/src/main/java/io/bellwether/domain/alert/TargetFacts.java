package io.bellwether.domain.alert;

import static io.bellwether.domain.alert.FactType.BRAND;
import static io.bellwether.domain.alert.FactType.DAY;
import static io.bellwether.domain.alert.FactType.MONTH;
import static io.bellwether.domain.alert.FactType.NUMBER;
import static io.bellwether.domain.alert.FactType.PERIOD;
import static io.bellwether.domain.alert.FactType.TEXT;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.market.MarketView;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Qualifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The facts of a brand's sales target for a period, docs/figures.md#targets. */
record TargetFacts(MarketView.Target inMarket, MarketView market) {

    private static final String TARGET = "target";
    private static final String ACTUAL = "actual";

    static final FactTable<TargetFacts> TABLE = FactTable.of(
            List.of(),
            Fact.of("brand", BRAND, target -> target.inMarket.brand()),
            Fact.of("period", PERIOD, target -> target.target().period().format()),
            daily("as_of", DAY, target -> target.market.asOf()),
            daily("status", TEXT, target -> target.inMarket.status().name()).from(TARGET, ACTUAL),
            fact("first_units", NUMBER, BrandSummary.Target::firstUnits).from(TARGET),
            fact("units", NUMBER, BrandSummary.Target::units).from(TARGET),
            fact("units_high", NUMBER, BrandSummary.Target::unitsHigh).from(TARGET),
            fact("reported_units", NUMBER, BrandSummary.Target::reportedUnits).from(TARGET),
            fact("reported_cut", NUMBER, TargetFacts::reportedCut).from(TARGET),
            fact("raised", NUMBER, BrandSummary.Target::raised).from(TARGET),
            fact("cut", NUMBER, BrandSummary.Target::cut).from(TARGET),
            fact("reached", MONTH, target -> month(target.reached())).from(ACTUAL),
            fact(
                            "actual",
                            NUMBER,
                            target -> target.actual() == null
                                    ? null
                                    : target.actual().units())
                    .from(ACTUAL)
                    .qualifiedBy(TargetFacts::qualifier),
            fact(
                            "actual_qualifier",
                            TEXT,
                            target -> target.actual() == null
                                    ? null
                                    : target.actual().qualifier().name())
                    .from(ACTUAL),
            Fact.<TargetFacts>of("attainment", NUMBER, target -> target.inMarket.attainment())
                    .from(TARGET, ACTUAL)
                    .qualifiedBy(TargetFacts::qualifier),
            fact("met_in", MONTH, target -> month(target.metIn())).from(ACTUAL),
            daily("days_since_period_end", NUMBER, TargetFacts::daysSincePeriodEnd));

    /**
     * A target as a subject.
     *
     * @param evidence of the brand's metrics
     */
    static Subject subject(
            MarketView.Target target, MarketView market, long marketMicros, Supplier<List<Evidence>> evidence) {
        String period = target.target().period().format();
        return Subject.of(
                new SubjectId(Scope.TARGET, name(target.brand(), target.target()), target.brand(), null, null),
                TABLE,
                new TargetFacts(target, market),
                market.asOf(),
                marketMicros,
                marketMicros,
                names -> evidence(target.target(), period, names, evidence));
    }

    /** {@code brand/PERIOD}. */
    static String name(String brand, BrandSummary.Target target) {
        return brand + "/" + target.period().format();
    }

    private static Fact<TargetFacts> daily(String name, FactType type, Function<TargetFacts, @Nullable Object> value) {
        return Fact.of(name, type, value).changingWithTheMarket();
    }

    private static Fact<TargetFacts> fact(
            String name, FactType type, Function<BrandSummary.Target, @Nullable Object> value) {
        return Fact.of(name, type, target -> value.apply(target.target()));
    }

    private BrandSummary.Target target() {
        return inMarket.target();
    }

    private @Nullable Qualifier qualifier() {
        return target().actual() == null ? null : target().actual().qualifier();
    }

    private Object daysSincePeriodEnd() {
        return market.asOf().toEpochDay()
                - Months.lastDay(target().period().last()).toEpochDay();
    }

    /** What is reported in place of the target that holds, where it is less. */
    private static @Nullable Object reportedCut(BrandSummary.Target target) {
        Long reported = target.reportedUnits();
        return reported != null && reported < target.units() ? reported : null;
    }

    private static @Nullable String month(@Nullable Integer month) {
        return month == null ? null : Months.format(month);
    }

    private static List<Evidence> evidence(
            BrandSummary.Target target, String period, Set<String> names, Supplier<List<Evidence>> ofBrand) {
        List<Evidence> evidence = new ArrayList<>();
        if (names.contains(TARGET)) {
            Set<Provenance> listed = new HashSet<>();
            add(evidence, listed, period, target.units(), target.holding());
            add(evidence, listed, period, target.firstUnits(), target.first());
            Provenance reported = target.reported();
            Long units = target.reportedUnits();
            if (reported != null && units != null) {
                add(evidence, listed, period, units, reported);
            }
        }
        if (names.contains(ACTUAL)) {
            Set<String> actual = Set.of(Evidence.ofTarget(period));
            ofBrand.get().stream().filter(value -> value.supports(actual)).forEach(evidence::add);
        }
        return evidence;
    }

    private static void add(
            List<Evidence> evidence, Set<Provenance> listed, String period, long units, Provenance stated) {
        if (listed.add(stated)) {
            evidence.add(Evidence.of("TARGET", period, (double) units, stated, Set.of(TARGET)));
        }
    }
}
