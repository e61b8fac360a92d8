package io.bellwether.domain.alert;

import static io.bellwether.domain.alert.FactType.BRAND;
import static io.bellwether.domain.alert.FactType.BRANDS;
import static io.bellwether.domain.alert.FactType.DAY;
import static io.bellwether.domain.alert.FactType.NUMBER;
import static io.bellwether.domain.alert.FactType.TEXT;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.market.Market;
import io.bellwether.domain.market.MarketView;
import io.bellwether.domain.statement.Coverage;
import io.bellwether.domain.statement.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The facts of a brand in the race for a technology. */
record ContenderFacts(BrandSummary summary, BrandSummary.Technology own, MarketView market, Market others) {

    /** So many brands a list holds at most. */
    private static final int MAX_LISTED = 100;

    static final FactTable<ContenderFacts> TABLE = FactTable.of(
            List.of(),
            Fact.of("brand", BRAND, of -> of.summary.brand()),
            Fact.of("technology", TEXT, of -> of.own.technology()),
            daily("as_of", DAY, of -> of.market.asOf()),
            daily("stage", TEXT, of -> name(of.contender().stage())).from(RaceEvidence.STAGE),
            daily("stage_since", DAY, of -> of.contender().stageSince()).from(RaceEvidence.STAGE),
            daily("frontier_stage", TEXT, of -> name(of.race().frontier())).from(RaceEvidence.STAGE),
            daily("leaders", BRANDS, of -> list(of.race().leaders())).from(RaceEvidence.STAGE),
            daily("gap_stages", NUMBER, of -> of.contender().gapStages()).from(RaceEvidence.STAGE),
            daily("gap_days", NUMBER, of -> of.contender().gapDays()).from(RaceEvidence.STAGE),
            daily("first_ahead", BRAND, of -> RaceEvidence.firstAhead(of.own, of.race(), of.others))
                    .from(RaceEvidence.STAGE),
            daily("first_ahead_on", DAY, ContenderFacts::firstAheadOn).from(RaceEvidence.STAGE),
            daily("pressure", NUMBER, of -> of.contender().pressure()).from(RaceEvidence.ACTIVE),
            daily("coverage", TEXT, of -> Coverage.format(of.contender().coverage()))
                    .from(RaceEvidence.COVERAGE),
            daily("coverage_cities", NUMBER, of -> cities(of.contender().coverage()))
                    .from(RaceEvidence.COVERAGE),
            daily("others_nationwide", NUMBER, of -> of.nationwide().size()).from(RaceEvidence.COVERAGE),
            daily("nationwide_brands", BRANDS, of -> list(of.nationwide())).from(RaceEvidence.COVERAGE),
            daily(
                    "promised_stage",
                    TEXT,
                    of -> of.ofPromise(promise -> promise.stage().name())),
            daily("promised_coverage", TEXT, of -> of.ofPromise(promise -> Coverage.format(promise.coverage()))),
            daily("promised_by", DAY, of -> of.ofPromise(BrandSummary.Promise::dueBy)));

    static Subject subject(ContenderFacts facts, long marketMicros) {
        String brand = facts.summary.brand();
        String technology = facts.own.technology();
        return Subject.of(
                new SubjectId(Scope.BRAND_TECHNOLOGY, brand + "/" + technology, brand, null, technology),
                TABLE,
                facts,
                facts.market.asOf(),
                marketMicros,
                marketMicros,
                names -> RaceEvidence.ofContender(facts.own, facts.race(), facts.nationwide(), facts.others, names));
    }

    private static Fact<ContenderFacts> daily(
            String name, FactType type, Function<ContenderFacts, @Nullable Object> value) {
        return Fact.of(name, type, value).changingWithTheMarket();
    }

    private MarketView.Technology race() {
        return Objects.requireNonNull(market.technologies().get(own.technology()));
    }

    private MarketView.Contender contender() {
        return Objects.requireNonNull(race().brands().get(summary.brand()));
    }

    private @Nullable Object firstAheadOn() {
        Integer days = contender().gapDays();
        return days == null ? null : market.asOf().minusDays(days);
    }

    /** The other brands that offer the technology nationwide, by name. */
    private List<String> nationwide() {
        return race().brands().entrySet().stream()
                .filter(other -> other.getValue().coverage() == Coverage.NATIONWIDE
                        && !other.getKey().equals(summary.brand()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Of the brand's next promise on the technology that is neither met nor overdue. */
    private @Nullable Object ofPromise(Function<BrandSummary.Promise, @Nullable Object> value) {
        return summary.promises().stream()
                .filter(promise -> promise.technology().equals(own.technology())
                        && promise.metOn() == null
                        && !promise.dueBy().isBefore(market.asOf()))
                .min(Comparator.comparing(BrandSummary.Promise::dueBy).thenComparing(BrandSummary.Promise::stage))
                .map(value)
                .orElse(null);
    }

    private static @Nullable String name(@Nullable Stage stage) {
        return stage == null ? null : stage.name();
    }

    static @Nullable Object cities(int coverage) {
        return coverage == Coverage.NONE || coverage == Coverage.NATIONWIDE ? null : coverage;
    }

    /** Null where there are none: an empty list is unknown. Of many the first {@value #MAX_LISTED}. */
    static @Nullable String list(List<String> brands) {
        return brands.isEmpty() ? null : String.join(", ", brands.subList(0, Math.min(MAX_LISTED, brands.size())));
    }
}
