package io.bellwether.streams.codec;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.market.MarketView;
import io.bellwether.domain.statement.Coverage;
import io.bellwether.domain.statement.Months;
import io.bellwether.schemas.Enums;
import io.bellwether.schemas.WireEnums;
import io.bellwether.schemas.avro.Commitment;
import io.bellwether.schemas.avro.CommitmentStatus;
import io.bellwether.schemas.avro.MarketBrand;
import io.bellwether.schemas.avro.MarketTechnology;
import io.bellwether.schemas.avro.TechnologyBrand;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The market view to its record. */
public final class MarketViewCodec {

    private static final Enums<MarketView.Status, CommitmentStatus> STATUSES =
            new Enums<>(MarketView.Status.class, CommitmentStatus.class);

    private MarketViewCodec() {}

    /** A market view as one record, which grows with the market: for answers, not for topics (see {@link MarketViewParts}). */
    public static io.bellwether.schemas.avro.MarketView record(MarketView view) {
        return new io.bellwether.schemas.avro.MarketView(
                view.asOf(),
                view.month() == null ? null : Months.format(view.month()),
                each(view.brands(), MarketViewCodec::brand),
                each(view.technologies(), MarketViewCodec::technology),
                view.commitments().stream().map(MarketViewCodec::commitment).toList(),
                view.targets().stream().map(TargetCodec::published).toList(),
                view.brands().size(),
                view.technologies().size(),
                view.commitments().size(),
                view.targets().size());
    }

    static MarketBrand brand(MarketView.Brand brand) {
        return new MarketBrand(
                brand.deliveries(),
                brand.marketShare(),
                brand.rank(),
                brand.growth(),
                brand.growthRank(),
                brand.forecast().year(),
                brand.forecast().low(),
                brand.forecast().high(),
                brand.forecast().targetProbability());
    }

    static MarketTechnology technology(MarketView.Technology race) {
        return new MarketTechnology(
                race.frontier() == null ? null : WireEnums.STAGES.of(race.frontier()),
                race.leaders(),
                race.priceFloor() == null ? null : (Long) race.priceFloor().cny(),
                race.priceFloor() == null ? null : race.priceFloor().brand(),
                race.activeBrands(),
                each(race.brands(), MarketViewCodec::contender));
    }

    static TechnologyBrand contender(MarketView.Contender own) {
        return new TechnologyBrand(
                own.stage() == null ? null : WireEnums.STAGES.of(own.stage()),
                own.stageSince(),
                Coverage.format(own.coverage()),
                own.gapStages(),
                own.gapDays(),
                own.pressure());
    }

    static Commitment commitment(MarketView.Commitment commitment) {
        BrandSummary.Promise promise = commitment.promise();
        return new Commitment(
                commitment.brand(),
                promise.technology(),
                WireEnums.STAGES.of(promise.stage()),
                Coverage.format(promise.coverage()),
                promise.firstDueBy(),
                promise.dueBy(),
                promise.slips(),
                STATUSES.of(commitment.status()),
                promise.metOn());
    }

    private static <A, B> Map<String, B> each(SortedMap<String, A> values, Function<A, B> form) {
        Map<String, B> formed = new TreeMap<>();
        values.forEach((name, value) -> formed.put(name, form.apply(value)));
        return formed;
    }
}
