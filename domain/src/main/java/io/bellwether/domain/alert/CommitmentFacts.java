package io.bellwether.domain.alert;

import static io.bellwether.domain.alert.FactType.BRAND;
import static io.bellwether.domain.alert.FactType.DAY;
import static io.bellwether.domain.alert.FactType.NUMBER;
import static io.bellwether.domain.alert.FactType.TEXT;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.market.MarketView;
import io.bellwether.domain.statement.Coverage;
import io.bellwether.domain.statement.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The facts of a brand's promise. */
record CommitmentFacts(MarketView.Commitment commitment, MarketView market) {

    private static final String PROMISE = "promise";

    static final FactTable<CommitmentFacts> TABLE = FactTable.of(
            List.of(),
            Fact.of("brand", BRAND, of -> of.commitment.brand()),
            Fact.of("technology", TEXT, of -> of.promise().technology()),
            Fact.of("stage", TEXT, of -> of.promise().stage().name()),
            daily("as_of", DAY, of -> of.market.asOf()),
            daily("status", TEXT, of -> of.commitment.status().name()).from(PROMISE),
            daily("coverage", TEXT, of -> Coverage.format(of.promise().coverage())),
            daily("first_due_by", DAY, of -> of.promise().firstDueBy()).from(PROMISE),
            daily("due_by", DAY, of -> of.promise().dueBy()).from(PROMISE),
            daily("slips", NUMBER, of -> of.promise().slips()).from(PROMISE),
            daily(
                            "days_past_due",
                            NUMBER,
                            of -> of.market.asOf().toEpochDay()
                                    - of.promise().dueBy().toEpochDay())
                    .from(PROMISE),
            daily("reached_stage", TEXT, of -> of.ofContender(CommitmentFacts::reached)),
            daily("reached_coverage", TEXT, of -> of.ofContender(own -> Coverage.format(own.coverage()))));

    static Subject subject(MarketView.Commitment commitment, MarketView market, long marketMicros) {
        BrandSummary.Promise promise = commitment.promise();
        return Subject.of(
                new SubjectId(
                        Scope.COMMITMENT,
                        name(commitment.brand(), promise),
                        commitment.brand(),
                        null,
                        promise.technology()),
                TABLE,
                new CommitmentFacts(commitment, market),
                market.asOf(),
                marketMicros,
                marketMicros,
                names -> names.contains(PROMISE) ? evidence(promise) : List.of());
    }

    /** {@code brand/TECHNOLOGY/STAGE}. */
    static String name(String brand, BrandSummary.Promise promise) {
        return brand + "/" + promise.technology() + "/" + promise.stage();
    }

    private static Fact<CommitmentFacts> daily(
            String name, FactType type, Function<CommitmentFacts, @Nullable Object> value) {
        return Fact.of(name, type, value).changingWithTheMarket();
    }

    private BrandSummary.Promise promise() {
        return commitment.promise();
    }

    /** Of the brand's present place in the race for what it promised. */
    private @Nullable Object ofContender(Function<MarketView.Contender, @Nullable Object> value) {
        MarketView.Technology race = market.technologies().get(promise().technology());
        MarketView.Contender own = race == null ? null : race.brands().get(commitment.brand());
        return own == null ? null : value.apply(own);
    }

    /** An announcement is nothing reached: the promise itself is one. */
    private static @Nullable Object reached(MarketView.Contender own) {
        Stage stage = own.stage();
        return stage == null || stage == Stage.ANNOUNCED ? null : stage.name();
    }

    /** The first promise, and the last where it is another. */
    private static List<Evidence> evidence(BrandSummary.Promise promise) {
        String what = promise.technology() + " " + promise.stage();
        Set<String> facts = Set.of(PROMISE);
        List<Evidence> evidence = new ArrayList<>();
        evidence.add(Evidence.of(
                what + " promised by " + promise.firstDueBy(),
                promise.first().date().toString(),
                null,
                promise.first(),
                facts));
        if (!promise.newest().equals(promise.first())) {
            evidence.add(Evidence.of(
                    what + " promised by " + promise.dueBy(),
                    promise.newest().date().toString(),
                    null,
                    promise.newest(),
                    facts));
        }
        return evidence;
    }
}
