package io.bellwether.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Runs a broker and a registry; of the other modules it knows the topics alone. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.bellwether.local");

    @Test
    void shouldFindAViolationWhereThereIsOne() {
        // Given a rule that the code breaks on purpose: it creates the topics
        ArchRule broken = noClasses().should().dependOnClassesThat().resideInAPackage("io.bellwether.schemas..");

        // When, then a check that is silent here would be silent everywhere
        assertThat(MAIN).isNotEmpty();
        assertThatThrownBy(() -> broken.check(MAIN)).isInstanceOf(AssertionError.class);
    }

    @Test
    void shouldKnowNoModuleButSchemas() {
        // Given
        ArchRule rule = noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.bellwether.domain..",
                        "io.bellwether.config..",
                        "io.bellwether.producer..",
                        "io.bellwether.streams..",
                        "io.bellwether.server..",
                        "io.bellwether.consumer..",
                        "io.bellwether.app..");

        // When, then
        rule.check(MAIN);
    }
}
