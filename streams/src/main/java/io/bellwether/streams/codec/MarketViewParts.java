package io.bellwether.streams.codec;

import io.bellwether.domain.market.MarketView;
import io.bellwether.domain.market.MarketView.Contender;
import io.bellwether.domain.statement.Months;
import io.bellwether.schemas.avro.Commitment;
import io.bellwether.schemas.avro.MarketBrand;
import io.bellwether.schemas.avro.MarketTarget;
import io.bellwether.schemas.avro.MarketTechnology;
import io.bellwether.schemas.avro.TechnologyBrand;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The market view as records of which none grows with the market (ADR 14): {@value #HEADER} -> the day, the month and how
 * many of each there are; {@code market/brand/B}, {@code market/technology/T}, {@code market/contender/T/B},
 * {@code market/commitment/B/T/STAGE}, {@code market/target/B/PERIOD} -> a view that holds that entry alone, with the day as
 * of which it last changed.
 */
public final class MarketViewParts {

    /** The key of what stands for the whole. */
    public static final String HEADER = "market";
    /** So many leaders of a race are listed in its part. */
    static final int MAX_LEADERS = 20;

    private static final Comparator<Commitment> BY_PROMISE = Comparator.comparing(Commitment::getBrand)
            .thenComparing(Commitment::getTechnology)
            .thenComparing(Commitment::getStage);

    private MarketViewParts() {}

    /**
     * An entry of the view.
     *
     * @param content equal to that of another view if nothing has changed
     */
    public record Part(String key, Object content, Form form) {

        /** As it is stored and published, as of a day. */
        public byte[] encode(LocalDate asOf) {
            return Encoding.MARKET_VIEW.encode(form.of(asOf));
        }
    }

    /** An entry of the view as a record. */
    @FunctionalInterface
    public interface Form {

        /** As of a day. */
        io.bellwether.schemas.avro.MarketView of(LocalDate asOf);
    }

    /** What of a race does not grow with the brands in it. */
    private record RaceHead(
            @Nullable Object frontier,
            List<String> leaders,
            @Nullable Object priceFloor,
            int activeBrands) {}

    /** The entries of a view. */
    public static List<Part> of(MarketView view) {
        List<Part> parts = new ArrayList<>();
        view.brands()
                .forEach((name, brand) -> parts.add(new Part(
                        HEADER + "/brand/" + name,
                        brand,
                        asOf -> part(asOf, Map.of(name, MarketViewCodec.brand(brand)), Map.of()))));
        view.technologies().forEach((name, race) -> addRace(parts, name, race));
        for (MarketView.Commitment commitment : view.commitments()) {
            parts.add(new Part(
                    HEADER + "/commitment/" + commitment.brand() + "/"
                            + commitment.promise().technology() + "/"
                            + commitment.promise().stage(),
                    commitment,
                    asOf -> part(asOf, List.of(MarketViewCodec.commitment(commitment)), List.of())));
        }
        for (MarketView.Target target : view.targets()) {
            parts.add(new Part(
                    HEADER + "/target/" + target.brand() + "/"
                            + target.target().period().format(),
                    target,
                    asOf -> part(asOf, List.of(), List.of(TargetCodec.published(target)))));
        }
        return parts;
    }

    private static void addRace(List<Part> parts, String name, MarketView.Technology race) {
        List<String> leaders =
                race.leaders().subList(0, Math.min(MAX_LEADERS, race.leaders().size()));
        MarketView.Technology head = new MarketView.Technology(
                race.frontier(), leaders, race.priceFloor(), race.activeBrands(), new TreeMap<>());
        parts.add(new Part(
                HEADER + "/technology/" + name,
                new RaceHead(race.frontier(), leaders, race.priceFloor(), race.activeBrands()),
                asOf -> part(asOf, Map.of(), Map.of(name, MarketViewCodec.technology(head)))));
        race.brands()
                .forEach((brand, own) -> parts.add(new Part(
                        HEADER + "/contender/" + name + "/" + brand,
                        own,
                        asOf -> part(asOf, Map.of(), Map.of(name, contender(brand, own))))));
    }

    private static MarketTechnology contender(String brand, Contender own) {
        return new MarketTechnology(null, List.of(), null, null, 0, Map.of(brand, MarketViewCodec.contender(own)));
    }

    private static io.bellwether.schemas.avro.MarketView part(
            LocalDate asOf, Map<String, MarketBrand> brands, Map<String, MarketTechnology> technologies) {
        return new io.bellwether.schemas.avro.MarketView(
                asOf, null, brands, technologies, List.of(), List.of(), 0, 0, 0, 0);
    }

    private static io.bellwether.schemas.avro.MarketView part(
            LocalDate asOf, List<Commitment> commitments, List<MarketTarget> targets) {
        return new io.bellwether.schemas.avro.MarketView(
                asOf, null, Map.of(), Map.of(), commitments, targets, 0, 0, 0, 0);
    }

    /** What stands for the whole. */
    public static byte[] header(MarketView view) {
        return Encoding.MARKET_VIEW.encode(new io.bellwether.schemas.avro.MarketView(
                view.asOf(),
                view.month() == null ? null : Months.format(view.month()),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                view.brands().size(),
                view.technologies().size(),
                view.commitments().size(),
                view.targets().size()));
    }

    /**
     * Puts a view together again.
     *
     * @param header the record of key {@value #HEADER}
     * @param parts all others
     */
    public static io.bellwether.schemas.avro.MarketView join(
            io.bellwether.schemas.avro.MarketView header, Collection<io.bellwether.schemas.avro.MarketView> parts) {
        SortedMap<String, MarketBrand> brands = new TreeMap<>();
        SortedMap<String, MarketTechnology> races = new TreeMap<>();
        SortedMap<String, SortedMap<String, TechnologyBrand>> contenders = new TreeMap<>();
        List<Commitment> commitments = new ArrayList<>();
        List<MarketTarget> targets = new ArrayList<>();
        for (io.bellwether.schemas.avro.MarketView part : parts) {
            brands.putAll(part.getBrands());
            commitments.addAll(part.getCommitments());
            targets.addAll(part.getTargets());
            part.getTechnologies().forEach((name, race) -> {
                if (race.getBrands().isEmpty()) {
                    races.put(name, race);
                }
                contenders.computeIfAbsent(name, key -> new TreeMap<>()).putAll(race.getBrands());
            });
        }
        races.replaceAll((name, race) -> joined(race, contenders.getOrDefault(name, new TreeMap<>())));
        commitments.sort(BY_PROMISE);
        targets.sort(Comparator.comparing(MarketTarget::getBrand)
                .thenComparing(target -> TargetCodec.period(target.getPeriod())));
        return new io.bellwether.schemas.avro.MarketView(
                header.getAsOf(),
                header.getMonth(),
                brands,
                races,
                commitments,
                targets,
                header.getBrandCount(),
                header.getTechnologyCount(),
                header.getCommitmentCount(),
                header.getTargetCount());
    }

    /** All leaders are the brands at the frontier. */
    private static MarketTechnology joined(MarketTechnology race, SortedMap<String, TechnologyBrand> contenders) {
        List<String> leaders = race.getFrontierStage() == null
                ? List.of()
                : contenders.entrySet().stream()
                        .filter(own -> own.getValue().getStage() == race.getFrontierStage())
                        .map(Map.Entry::getKey)
                        .toList();
        return new MarketTechnology(
                race.getFrontierStage(),
                leaders,
                race.getPriceFloorCny(),
                race.getPriceFloorBrand(),
                race.getActiveBrands(),
                contenders);
    }

    /** The same of records by key; empty if there is no {@value #HEADER} among them. */
    public static Optional<io.bellwether.schemas.avro.MarketView> join(
            Map<String, io.bellwether.schemas.avro.MarketView> byKey) {
        io.bellwether.schemas.avro.MarketView header = byKey.get(HEADER);
        if (header == null) {
            return Optional.empty();
        }
        return Optional.of(join(
                header,
                byKey.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(HEADER))
                        .map(Map.Entry::getValue)
                        .toList()));
    }
}
