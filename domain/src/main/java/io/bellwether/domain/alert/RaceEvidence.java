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

    private static final Set<String> STAGE = Set.of("stage", "gap_stages", "gap_days");
    private static final Set<String> COVERAGE = Set.of("coverage", "coverage_cities", "others_nationwide");
    private static final Set<String> ACTIVE = Set.of("active_brands", "pressure");

    private RaceEvidence() {}

    static List<Evidence> ofContender(
            BrandSummary.Technology own,
            MarketView.Technology race,
            List<String> nationwide,
            Market market,
            Set<String> names) {
        List<Evidence> evidence = new ArrayList<>();
        if (names.stream().anyMatch(STAGE::contains)) {
            int height = own.reached().size();
            if (height > 0) {
                evidence.add(fact(
                        own.technology() + " " + Stage.values()[height - 1],
                        own.reached().get(height - 1).provenance()));
            }
            for (String brand : ahead(own.technology(), height, race, market)) {
                BrandSummary.Technology other = technology(market, brand, own.technology());
                if (other != null) {
                    addAhead(evidence, brand, other, height);
                }
            }
        }
        if (names.stream().anyMatch(COVERAGE::contains)) {
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

    static List<Evidence> ofRace(String technology, MarketView.Technology race, LocalDate asOf, Market market) {
        List<Evidence> evidence = new ArrayList<>();
        for (String brand : race.brands().keySet()) {
            BrandSummary.Technology own = technology(market, brand, technology);
            if (own != null && Market.isActive(own, asOf)) {
                Provenance provenance = own.newest();
                evidence.add(
                        Evidence.of(brand + " " + technology, provenance.date().toString(), null, provenance, ACTIVE));
            }
        }
        return evidence;
    }

    /** The fact by which a brand came to stand higher, and that of its present stage where it is another. */
    private static void addAhead(List<Evidence> evidence, String brand, BrandSummary.Technology other, int height) {
        Provenance overtook = other.reached().get(height).provenance();
        Provenance present = other.reached().get(other.reached().size() - 1).provenance();
        evidence.add(fact(brand + " ahead in " + other.technology(), overtook));
        if (!present.equals(overtook)) {
            String stage = Stage.values()[other.reached().size() - 1].name();
            evidence.add(fact(brand + " " + other.technology() + " " + stage, present));
        }
    }

    /** The leaders, and whoever was ahead first. */
    private static Set<String> ahead(String technology, int height, MarketView.Technology race, Market market) {
        Set<String> ahead = new TreeSet<>();
        String first = null;
        Provenance earliest = null;
        for (String brand : race.brands().keySet()) {
            BrandSummary.Technology other = technology(market, brand, technology);
            if (other != null && other.reached().size() > height) {
                Provenance reached = other.reached().get(height).provenance();
                if (earliest == null || reached.compareTo(earliest) < 0) {
                    earliest = reached;
                    first = brand;
                }
                if (race.leaders().contains(brand)) {
                    ahead.add(brand);
                }
            }
        }
        if (first != null) {
            ahead.add(first);
        }
        return ahead;
    }

    private static Evidence fact(String name, Provenance provenance) {
        return Evidence.of(name, provenance.date().toString(), null, provenance, STAGE);
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
                    COVERAGE));
        }
    }

    private static BrandSummary.@Nullable Technology technology(Market market, String brand, String technology) {
        BrandSummary standing = market.standing(brand);
        if (standing == null) {
            return null;
        }
        return standing.technologies().stream()
                .filter(own -> own.technology().equals(technology))
                .findFirst()
                .orElse(null);
    }
}
