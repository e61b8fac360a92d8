package io.bellwether.config;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Reads YAML; of the other modules it may know the domain alone. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.bellwether.config");

    @Test
    void shouldFindAViolationWhereThereIsOne() {
        // Given a rule that the code breaks on purpose: YAML is what it reads
        ArchRule broken = noClasses().should().dependOnClassesThat().resideInAPackage("org.yaml.snakeyaml..");

        // When, then a check that is silent here would be silent everywhere
        assertThat(MAIN).isNotEmpty();
        assertThatThrownBy(() -> broken.check(MAIN)).isInstanceOf(AssertionError.class);
    }

    @Test
    void shouldKnowNoModuleButTheDomain() {
        // Given
        ArchRule rule = noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.bellwether.schemas..",
                        "io.bellwether.producer..",
                        "io.bellwether.streams..",
                        "io.bellwether.server..",
                        "io.bellwether.consumer..",
                        "io.bellwether.local..",
                        "io.bellwether.app..");

        // When, then
        rule.check(MAIN);
    }

    @Test
    void shouldKnowNeitherKafkaNorAvro() {
        // Given
        ArchRule rule = noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..");

        // When, then
        rule.check(MAIN);
    }
}
