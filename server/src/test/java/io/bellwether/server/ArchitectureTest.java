package io.bellwether.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The server asks the queries of streams and nothing below them. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.bellwether.server");

    @Test
    void shouldFindAViolationWhereThereIsOne() {
        // Given a rule that the code breaks on purpose
        ArchRule broken = noClasses().should().dependOnClassesThat().resideInAPackage("io.bellwether.streams.query");

        // When, then a check that is silent here would be silent everywhere
        assertThat(MAIN).isNotEmpty();
        assertThatThrownBy(() -> broken.check(MAIN)).isInstanceOf(AssertionError.class);
    }

    @Test
    void shouldKnowNoStoreNoProcessorAndNoHigherModule() {
        // Given
        ArchRule rule = noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.bellwether.streams.store..",
                        "io.bellwether.streams.processor..",
                        "io.bellwether.streams.topology..",
                        "io.bellwether.consumer..",
                        "io.bellwether.app..",
                        "io.bellwether.local..");

        // When, then
        rule.check(MAIN);
    }
}
