package io.bellwether.schemas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** What records are on the wire; of the other modules it may know the domain, and of that what statements are. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.bellwether.schemas");

    @Test
    void shouldFindAViolationWhereThereIsOne() {
        // Given a rule that the code breaks on purpose: input records become statements
        ArchRule broken = noClasses().should().dependOnClassesThat().resideInAPackage("io.bellwether.domain.statement");

        // When, then a check that is silent here would be silent everywhere
        assertThat(MAIN).isNotEmpty();
        assertThatThrownBy(() -> broken.check(MAIN)).isInstanceOf(AssertionError.class);
    }

    @Test
    void shouldKnowNothingOfWhatStatementsMeanAndNoHigherModule() {
        // Given
        ArchRule rule = noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.bellwether.domain.ledger..",
                        "io.bellwether.domain.market..",
                        "io.bellwether.domain.alert..",
                        "io.bellwether.config..",
                        "io.bellwether.producer..",
                        "io.bellwether.streams..",
                        "io.bellwether.server..",
                        "io.bellwether.consumer..",
                        "io.bellwether.local..",
                        "io.bellwether.app..");

        // When, then
        rule.check(MAIN);
    }
}
