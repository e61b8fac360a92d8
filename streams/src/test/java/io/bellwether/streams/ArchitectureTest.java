package io.bellwether.streams;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dependencies point one way: wiring knows processors, processors know stores and codecs; nothing knows HTTP. */
class ArchitectureTest {

    private static final String ROOT = "io.bellwether.streams.";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.bellwether.streams");

    @Test
    void shouldSeeTheClassesOfEveryPackage() {
        // Given the classes that the rules below are checked on

        // When
        var packages = MAIN.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.substring(ROOT.length()))
                .collect(Collectors.toSet());

        // Then
        assertThat(packages)
                .containsExactlyInAnyOrder(
                        "backtest", "codec", "processor", "query", "rules", "runtime", "store", "topology");
    }

    @Test
    void shouldFindAViolationWhereThereIsOne() {
        // Given a rule that the code breaks on purpose: processors do call the domain
        ArchRule broken = noClasses()
                .that()
                .resideInAPackage(ROOT + "processor")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.bellwether.domain..");

        // When, then a check that is silent here would be silent everywhere
        assertThatThrownBy(() -> broken.check(MAIN))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("BrandProcessor")
                .hasMessageContaining("BrandLedger");
    }

    @ParameterizedTest
    @CsvSource({
        "codec, ''",
        "store, ''",
        "query, codec processor rules store",
        "processor, codec rules store",
        "topology, codec processor store",
        "rules, codec",
        "backtest, codec processor rules topology",
        "runtime, processor topology",
    })
    void shouldPointOneWay(String from, String allowed) {
        // Given what a package may know of the others
        String[] packages = "%s %s".formatted(from, allowed).trim().split(" ", -1);
        String[] others = MAIN.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !List.of(packages).contains(name.substring(ROOT.length())))
                .distinct()
                .toArray(String[]::new);
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage(ROOT + from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);

        // When, then
        assertThat(others).isNotEmpty();
        rule.check(MAIN);
    }

    @Test
    void shouldHaveNoCycles() {
        // Given
        ArchRule rule = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

        // When, then
        rule.check(MAIN);
    }

    @Test
    void shouldGiveProcessorsNothingOfTheTopologyButItsSettings() {
        // Given
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage(ROOT + "processor")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(ROOT + "topology.MarketTopology");

        // When, then
        rule.check(MAIN);
    }

    @Test
    void shouldWireTheTopologyWithoutInputOrOutput() {
        // Given
        ArchRule rule = noClasses()
                .that()
                .resideInAPackage(ROOT + "topology")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio.file..", "java.net..", "java.sql..", "org.slf4j..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(System.class, Clock.class, Thread.class);

        // When, then
        rule.check(MAIN);
    }

    @Test
    void shouldBeToldTheTime() {
        // Given that neither topology nor processors ask what time it is
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(ROOT + "topology", ROOT + "processor", ROOT + "codec")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class);

        // When, then
        rule.check(MAIN);
    }

    @Test
    void shouldKnowNothingOfSourcesSinksOrPrograms() {
        // Given
        ArchRule rule = noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.bellwether.server..",
                        "io.bellwether.producer..",
                        "io.bellwether.consumer..",
                        "io.bellwether.app..",
                        "io.bellwether.local..");

        // When, then
        rule.check(MAIN);
    }
}
