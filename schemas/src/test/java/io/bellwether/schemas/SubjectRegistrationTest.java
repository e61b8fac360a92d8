package io.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.SalesReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectRegistrationTest {

    private static final Topics TOPICS = new Topics("");
    private static final String SALES = "market.sales-value";

    private FakeRegistry registry;
    private Map<String, String> config;

    @BeforeEach
    void start() throws IOException {
        registry = new FakeRegistry();
        config = Map.of("schema.registry.url", registry.url());
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void shouldRegisterEverySubjectGuarded() {
        // Given a registry without subjects

        // When
        Map<String, Integer> ids = SubjectRegistration.register(TOPICS, config);

        // Then
        assertThat(ids)
                .containsOnlyKeys(
                        "market.sales-value",
                        "market.capacity-value",
                        "market.announcements-value",
                        "market.brand-metrics-value",
                        "market.model-metrics-value",
                        "market.view-value",
                        "market.alerts-value",
                        "market.rules-value",
                        "market.acknowledgements-value");
        assertThat(registry.versions.get(SALES)).containsExactly(SalesReport.getClassSchema());
        assertThat(registry.compatibility).containsOnlyKeys(ids.keySet());
        assertThat(registry.compatibility.values()).containsOnly("BACKWARD_TRANSITIVE");
    }

    @Test
    void shouldAddNoVersionTheSecondTime() {
        // Given
        Map<String, Integer> first = SubjectRegistration.register(TOPICS, config);

        // When
        Map<String, Integer> second = SubjectRegistration.register(TOPICS, config);

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(registry.versions.values())
                .allSatisfy(versions -> assertThat(versions).hasSize(1));
    }

    @Test
    void shouldTakeAChangeThatOlderRecordsCanBeReadWith() {
        // Given an earlier version that did not know of url, model, region and qualifier, which have defaults now
        registry.put(SALES, without(field -> field.hasDefaultValue()));

        // When
        SubjectRegistration.register(TOPICS, config);

        // Then
        assertThat(registry.versions.get(SALES)).hasSize(2).last().isEqualTo(SalesReport.getClassSchema());
    }

    @ParameterizedTest
    @ValueSource(strings = {"units", "measure", "event_id", "published_at"})
    void shouldRefuseAChangeThatOlderRecordsCannotBeReadWith(String lacking) {
        // Given an earlier version that lacks a field without a default, and one in between that has it
        registry.put(SALES, without(field -> field.name().equals(lacking)));
        registry.put(SALES, SalesReport.getClassSchema());
        registry.versions.get(SALES).set(1, without(field -> field.name().equals("qualifier")));

        // When, then
        assertThatThrownBy(() -> SubjectRegistration.register(TOPICS, config))
                .isInstanceOf(SubjectRegistration.IncompatibleSchemaException.class)
                .hasMessageStartingWith(SALES + ": the registry refuses this schema as incompatible")
                .hasMessageContaining("incompatible with an earlier one");
        assertThat(registry.versions.get(SALES)).hasSize(2);
    }

    @Test
    void shouldRefuseASubjectOfAnotherRecord() {
        // Given
        registry.put(SALES, CapacityReport.getClassSchema());

        // When, then
        assertThatThrownBy(() -> SubjectRegistration.register(TOPICS, config))
                .isInstanceOf(SubjectRegistration.IncompatibleSchemaException.class);
    }

    @Test
    void shouldSayWhichRegistryDoesNotAnswer() {
        // Given
        registry.close();

        // When, then
        assertThatThrownBy(() -> SubjectRegistration.register(TOPICS, config))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("schema registry " + registry.url() + ": ");
    }

    private static Schema without(Predicate<Schema.Field> left) {
        Schema sales = SalesReport.getClassSchema();
        List<Schema.Field> fields = new ArrayList<>();
        sales.getFields().stream()
                .filter(left.negate())
                .forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        return Schema.createRecord(sales.getName(), sales.getDoc(), sales.getNamespace(), false, fields);
    }
}
