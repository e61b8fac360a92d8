package io.bellwether.producer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources and dead letters know how to publish, publishing knows the formats, the formats know none of them. */
class ArchitectureTest {

    private static final String ROOT = "io.bellwether.producer.";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.bellwether.producer");

    @Test
    void shouldSeeTheClassesOfEveryPackage() {
        // Given the classes that the rules below are checked on

        // When
        var packages = MAIN.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(ROOT))
                .map(name -> name.substring(ROOT.length()))
                .collect(Collectors.toSet());

        // Then
        assertThat(packages).containsExactlyInAnyOrder("deadletter", "feed", "format", "publish", "table");
    }

    @Test
    void shouldFindAViolationWhereThereIsOne() {
        // Given a rule that the code breaks on purpose
        ArchRule broken = noClasses()
                .that()
                .resideInAPackage(ROOT + "feed")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + "format");

        // When, then a check that is silent here would be silent everywhere
        assertThatThrownBy(() -> broken.check(MAIN)).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @CsvSource({
        "format, ''",
        "publish, format",
        "feed, format publish",
        "deadletter, format publish",
        "table, format",
    })
    void shouldPointOneWay(String from, String allowed) {
        // Given what a package may know of the others
        List<String> packages = List.of("%s %s".formatted(from, allowed).trim().split(" ", -1));
        String[] others = MAIN.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.startsWith(ROOT) || !packages.contains(name.substring(ROOT.length())))
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
    void shouldKnowNoHigherModule() {
        // Given
        ArchRule rule = noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.bellwether.domain.alert..",
                        "io.bellwether.domain.ledger..",
                        "io.bellwether.domain.market..",
                        "io.bellwether.streams..",
                        "io.bellwether.server..",
                        "io.bellwether.consumer..",
                        "io.bellwether.app..",
                        "io.bellwether.local..");

        // When, then
        rule.check(MAIN);
    }
}
