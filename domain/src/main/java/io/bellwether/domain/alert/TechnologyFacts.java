package io.bellwether.domain.alert;

import static io.bellwether.domain.alert.FactType.BRAND;
import static io.bellwether.domain.alert.FactType.BRANDS;
import static io.bellwether.domain.alert.FactType.DAY;
import static io.bellwether.domain.alert.FactType.NUMBER;
import static io.bellwether.domain.alert.FactType.TEXT;

import io.bellwether.domain.market.Market;
import io.bellwether.domain.market.MarketView;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The facts of the race for a technology. */
record TechnologyFacts(String technology, MarketView.Technology race, LocalDate asOf, Market market) {

    static final FactTable<TechnologyFacts> TABLE = FactTable.of(
            List.of(),
            Fact.of("technology", TEXT, TechnologyFacts::technology),
            daily("as_of", DAY, TechnologyFacts::asOf),
            daily(
                    "frontier_stage",
                    TEXT,
                    of -> of.race.frontier() == null ? null : of.race.frontier().name()),
            daily("leaders", BRANDS, of -> ContenderFacts.list(of.race.leaders())),
            daily("active_brands", NUMBER, of -> of.race.activeBrands()).from(RaceEvidence.ACTIVE),
            daily("active", BRANDS, TechnologyFacts::active).from(RaceEvidence.ACTIVE),
            daily("contenders", NUMBER, of -> of.race.brands().size()),
            daily("price_floor_cny", NUMBER, of -> ofFloor(of, MarketView.PriceFloor::cny)),
            daily("price_floor_brand", BRAND, of -> ofFloor(of, MarketView.PriceFloor::brand)));

    static Subject subject(TechnologyFacts facts, long marketMicros) {
        return Subject.of(
                new SubjectId(Scope.TECHNOLOGY, facts.technology, null, null, facts.technology),
                TABLE,
                facts,
                facts.asOf,
                marketMicros,
                marketMicros,
                names -> RaceEvidence.ofRace(facts.technology, facts.race, facts.asOf, facts.market, names));
    }

    private static Fact<TechnologyFacts> daily(
            String name, FactType type, Function<TechnologyFacts, @Nullable Object> value) {
        return Fact.of(name, type, value).changingWithTheMarket();
    }

    private @Nullable Object active() {
        return ContenderFacts.list(RaceEvidence.active(technology, race, asOf, market));
    }

    private static @Nullable Object ofFloor(TechnologyFacts of, Function<MarketView.PriceFloor, Object> value) {
        return of.race.priceFloor() == null ? null : value.apply(of.race.priceFloor());
    }
}
