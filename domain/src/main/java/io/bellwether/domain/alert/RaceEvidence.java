package io.bellwether.domain.alert;

import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.market.Market;
import io.bellwether.domain.market.MarketView;
import io.bellwether.domain.statement.Coverage;
import io.bellwether.domain.statement.Provenance;
import io.bellwether.domain.statement.Stage;
import io.bellwether.domain.statement.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The statements behind what is said of a race for a technology. */
final class RaceEvidence {

    /** Names of what the statements are evidence for. */
    static final String STAGE = "stage";

    static final String COVERAGE = "coverage";
    static final String ACTIVE = "active";

    private RaceEvidence() {}

    static List<Evidence> ofContender(
            BrandSummary.Technology own,
            MarketView.Technology race,
            List<String> nationwide,
            Market market,
            Set<String> names) {
        List<Evidence> evidence = new ArrayList<>();
        if (names.contains(STAGE)) {
            int height = own.reached().size();
            if (height > 0) {
                evidence.add(fact(
                        own.technology() + " " + Stage.values()[height - 1],
                        own.reached().get(height - 1).provenance()));
            }
            for (String brand : ahead(own, race, market)) {
                BrandSummary.Technology other = technology(market, brand, own.technology());
                if (other != null) {
                    addAhead(evidence, brand, other, height);
                }
            }
        }
        if (names.contains(COVERAGE)) {
            addCoverage(evidence, own);
            for (String brand : nationwide) {
                BrandSummary.Technology other = technology(market, brand, own.technology());
                if (other != null) {
                    addCoverage(evidence, other);
                }
            }
        }
        return evidence;
    }

    static List<Evidence> ofRace(
            String technology, MarketView.Technology race, LocalDate asOf, Market market, Set<String> names) {
        List<Evidence> evidence = new ArrayList<>();
        for (String brand : names.contains(ACTIVE) ? active(technology, race, asOf, market) : List.<String>of()) {
            Provenance newest = Objects.requireNonNull(technology(market, brand, technology))
                    .newest();
            evidence.add(Evidence.of(brand + " " + technology, newest.date().toString(), null, newest, Set.of(ACTIVE)));
        }
        return evidence;
    }

    /** The brands with a fact or promise within the last 90 days, by name. */
    static List<String> active(String technology, MarketView.Technology race, LocalDate asOf, Market market) {
        return race.brands().keySet().stream()
                .filter(brand -> {
                    BrandSummary.Technology own = technology(market, brand, technology);
                    return own != null && Market.isActive(own, asOf);
                })
                .toList();
    }

    /** Which brand was first at a higher stage than another is; null if none was. */
    static @Nullable String firstAhead(BrandSummary.Technology own, MarketView.Technology race, Market market) {
        int height = own.reached().size();
        String first = null;
        BrandSummary.Reached earliest = null;
        for (String brand : race.brands().keySet()) {
            BrandSummary.Technology other = technology(market, brand, own.technology());
            if (other != null && other.reached().size() > height) {
                BrandSummary.Reached reached = other.reached().get(height);
                if (earliest == null || isEarlier(reached, earliest)) {
                    earliest = reached;
                    first = brand;
                }
            }
        }
        return first;
    }

    private static boolean isEarlier(BrandSummary.Reached one, BrandSummary.Reached other) {
        int byDay = one.day().compareTo(other.day());
        return byDay < 0 || (byDay == 0 && one.provenance().compareTo(other.provenance()) < 0);
    }

    /** The fact by which a brand came to be at a higher stage, and that of its present stage where it is another. */
    private static void addAhead(List<Evidence> evidence, String brand, BrandSummary.Technology other, int height) {
        Provenance overtook = other.reached().get(height).provenance();
        Provenance present = other.reached().get(other.reached().size() - 1).provenance();
        evidence.add(fact(brand + " ahead in " + other.technology(), overtook));
        if (!present.equals(overtook)) {
            String stage = Stage.values()[other.reached().size() - 1].name();
            evidence.add(fact(brand + " " + other.technology() + " " + stage, present));
        }
    }

    /** The leaders, where they are ahead, and the brand that was ahead first. */
    private static Set<String> ahead(BrandSummary.Technology own, MarketView.Technology race, Market market) {
        String first = firstAhead(own, race, market);
        if (first == null) {
            return Set.of();
        }
        Set<String> ahead = new TreeSet<>(race.leaders());
        ahead.add(first);
        return ahead;
    }

    private static Evidence fact(String name, Provenance provenance) {
        return Evidence.of(name, provenance.date().toString(), null, provenance, Set.of(STAGE));
    }

    private static void addCoverage(List<Evidence> evidence, BrandSummary.Technology technology) {
        Statement.Milestone fact = technology.newestCoverage();
        if (fact != null) {
            String coverage = Objects.requireNonNull(Coverage.format(fact.coverage()));
            evidence.add(Evidence.of(
                    technology.technology() + " coverage " + coverage,
                    fact.provenance().date().toString(),
                    null,
                    fact.provenance(),
                    Set.of(COVERAGE)));
        }
    }

    private static BrandSummary.@Nullable Technology technology(Market market, String brand, String technology) {
        BrandSummary summary = market.summary(brand);
        if (summary == null) {
            return null;
        }
        return summary.technologies().stream()
                .filter(own -> own.technology().equals(technology))
                .findFirst()
                .orElse(null);
    }
}
