package io.bellwether.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each package may know of the others, for all modules but the benchmarks. A package that is not in the table fails
 * the test, and so does an arrow that is not.
 */
class ArchitectureTest {

    private static final String ROOT = "io.bellwether.";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.bellwether");

    /** Package: the packages that it may know. */
    private static final Map<String, Set<String>> ARROWS = arrows(
            "domain.statement: ",
            "domain.ledger: domain.statement",
            "domain.market: domain.ledger domain.statement",
            "domain.alert: domain.ledger domain.market domain.statement",
            "config: domain.statement",
            "schemas.avro: ",
            "schemas: schemas.avro domain.statement",
            "local: schemas",
            "consumer.sink: schemas schemas.avro",
            "consumer.text: consumer.sink schemas schemas.avro",
            "consumer.pipeline: consumer.sink schemas schemas.avro",
            "consumer.jdbc: consumer.sink consumer.text schemas schemas.avro",
            "consumer.route: config schemas schemas.avro",
            "consumer.webhook: schemas",
            "consumer.notify: consumer.jdbc consumer.route consumer.sink consumer.text consumer.webhook schemas schemas.avro",
            "consumer: consumer.jdbc consumer.notify consumer.pipeline consumer.route consumer.sink consumer.text"
                    + " consumer.webhook schemas schemas.avro",
            "producer.format: config domain.statement schemas schemas.avro",
            "producer.publish: producer.format config domain.statement schemas schemas.avro",
            "producer.feed: producer.format producer.publish config domain.statement schemas schemas.avro",
            "producer.deadletter: producer.format producer.publish config domain.statement schemas schemas.avro",
            "producer.table: producer.format config domain.statement schemas schemas.avro",
            "streams.codec: domain.* schemas schemas.avro",
            "streams.store: domain.* schemas schemas.avro",
            "streams.rules: streams.codec config domain.* schemas schemas.avro",
            "streams.processor: streams.codec streams.rules streams.store config domain.* schemas schemas.avro",
            "streams.topology: streams.codec streams.processor streams.store domain.* schemas schemas.avro",
            "streams.query: streams.codec streams.processor streams.rules streams.store domain.* schemas schemas.avro",
            "streams.backtest: streams.codec streams.processor streams.rules streams.topology config domain.* schemas"
                    + " schemas.avro",
            "streams.runtime: streams.processor streams.topology domain.* schemas schemas.avro",
            "server.access: domain.statement schemas schemas.avro",
            "server: server.access config domain.* schemas schemas.avro streams.codec streams.query streams.rules"
                    + " producer.*",
            "app.terminal: consumer.text producer.publish",
            "app.settings: config consumer.jdbc consumer.sink consumer.text domain.statement producer.format producer.publish schemas",
            "app.instance: app.settings config consumer consumer.* domain.* local producer.* schemas schemas.avro server"
                    + " server.access streams.processor streams.query streams.rules streams.runtime streams.topology",
            "app: app.instance app.settings app.terminal config consumer consumer.* domain.* local producer.* schemas"
                    + " schemas.avro server server.access streams.backtest streams.processor streams.query streams.rules"
                    + " streams.runtime streams.topology");

    private static Map<String, Set<String>> arrows(String... lines) {
        Map<String, Set<String>> arrows = new LinkedHashMap<>();
        for (String line : lines) {
            String[] parts = line.split(":", 2);
            Set<String> allowed = Arrays.stream(parts[1].strip().split(" "))
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toCollection(TreeSet::new));
            allowed.add(parts[0]);
            arrows.put(parts[0], allowed);
        }
        return arrows;
    }

    private static String name(JavaClass type) {
        return type.getPackageName().equals("io.bellwether")
                ? ""
                : type.getPackageName().substring(ROOT.length());
    }

    private static Set<String> packages() {
        return MAIN.stream()
                .map(ArchitectureTest::name)
                .filter(name -> !name.startsWith("benchmarks"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Stream<String> shouldKnowOnlyWhatTheTableAllows() {
        return ARROWS.keySet().stream();
    }

    @Test
    void shouldHaveARowForEveryPackage() {
        assertThat(packages()).isEqualTo(new TreeSet<>(ARROWS.keySet()));
    }

    @ParameterizedTest
    @MethodSource
    void shouldKnowOnlyWhatTheTableAllows(String from) {
        // Given
        Set<String> allowed = ARROWS.get(from);
        String[] others = packages().stream()
                .filter(name -> !allowed.contains(name) && !allowed.contains(name.replaceAll("\\.[^.]*$", ".*")))
                .map(name -> ROOT + name)
                .toArray(String[]::new);

        // When, then
        arrow(from, others).check(MAIN);
    }

    @ParameterizedTest
    @MethodSource("shouldKnowOnlyWhatTheTableAllows")
    void shouldFindAnArrowThatIsNotInTheTable(String from) {
        // Given the arrows that there are, forbidden
        String[] known = MAIN.stream()
                .filter(type -> name(type).equals(from))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getPackageName())
                .filter(target -> target.startsWith(ROOT) && !target.equals(ROOT + from))
                .distinct()
                .toArray(String[]::new);

        // When, then a check that is silent for this package would be silent for what is forbidden
        if (known.length > 0) {
            assertThatThrownBy(() -> arrow(from, known).check(MAIN)).isInstanceOf(AssertionError.class);
        }
    }

    private static ArchRule arrow(String from, String... to) {
        return noClasses()
                .that()
                .resideInAPackage(ROOT + from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to);
    }

    @Test
    void shouldAllowNoCycles() {
        slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(MAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "config, org.apache.kafka.. org.apache.avro..",
        "app.., io.javalin.. org.flywaydb.. java.sql.. org.yaml.snakeyaml.. io.confluent..",
        "streams.topology, java.io.. java.nio.file.. java.net.. java.sql.. org.slf4j..",
    })
    void shouldLeaveALibraryToOthers(String from, String libraries) {
        arrow(from, libraries.split(" ")).check(MAIN);
    }

    @Test
    void shouldHaveADomainOfPlainJava() {
        classes()
                .that()
                .resideInAPackage(ROOT + "domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "domain..",
                        "java.lang..",
                        "java.math",
                        "java.nio.charset",
                        "java.text",
                        "java.time..",
                        "java.util..",
                        "org.jspecify..")
                .check(MAIN);
    }

    @Test
    void shouldWireTheTopologyWithoutTheSystemOrThreads() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "streams.topology")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(System.class, Clock.class, Thread.class)
                .check(MAIN);
    }

    @ParameterizedTest
    @CsvSource({"domain..", "streams.topology", "streams.processor", "streams.codec"})
    void shouldTakeTimeAsAParameter(String from) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + from)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class)
                .check(MAIN);
    }
}
