package io.bellwether.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program: above every other module, it goes through their public sides, not into what they keep to themselves. */
class ArchitectureTest {

    private static final String ROOT = "io.bellwether.app.";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.bellwether.app");

    @Test
    void shouldFindAViolationWhereThereIsOne() {
        // Given a rule that the code breaks on purpose: it starts the server
        ArchRule broken = noClasses().should().dependOnClassesThat().resideInAPackage("io.bellwether.server..");

        // When, then a check that is silent here would be silent everywhere
        assertThat(MAIN).isNotEmpty();
        assertThatThrownBy(() -> broken.check(MAIN)).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @CsvSource({
        "terminal, ''",
        "settings, ''",
        "instance, settings",
    })
    void shouldPointOneWay(String from, String allowed) {
        // Given what a package may know of the others; verbs know them all
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
    void shouldNotReachIntoTheTopology() {
        // Given
        ArchRule rule = noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.bellwether.streams.store..", "io.bellwether.streams.codec..");

        // When, then
        rule.check(MAIN);
    }

    @Test
    void shouldLeaveHttpServersDatabasesAndTheRegistryToTheModulesBelow() {
        // Given
        ArchRule rule = noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.javalin..", "org.flywaydb..", "java.sql..", "org.yaml.snakeyaml..", "io.confluent..");

        // When, then
        rule.check(MAIN);
    }
}
