package io.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.bellwether.domain.alert.AlertTransition;
import io.bellwether.domain.alert.Severity;
import io.bellwether.domain.ledger.Metric;
import io.bellwether.domain.market.MarketView;
import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Stage;
import io.bellwether.domain.statement.Tier;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.CommitmentStatus;
import io.bellwether.schemas.avro.SourceTier;
import io.bellwether.schemas.avro.TotalQualifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The words of the schemas are the words of the domain. */
class EnumsTest {

    static Stream<Arguments> pairs() {
        return Stream.of(
                arguments(Tier.class, SourceTier.class),
                arguments(Measure.class, io.bellwether.schemas.avro.Measure.class),
                arguments(Granularity.class, io.bellwether.schemas.avro.Granularity.class),
                arguments(Stage.class, io.bellwether.schemas.avro.Stage.class),
                arguments(Severity.class, io.bellwether.schemas.avro.Severity.class),
                arguments(Qualifier.class, TotalQualifier.class),
                arguments(AlertTransition.Status.class, AlertStatus.class),
                arguments(MarketView.Status.class, CommitmentStatus.class));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void shouldHaveTheSameConstants(Class<? extends Enum<?>> ofDomain, Class<? extends Enum<?>> ofSchema) {
        // Given
        List<String> words = names(ofDomain);

        // When
        List<String> written = names(ofSchema).stream()
                .filter(word -> words.contains(word) || !word.equals("UNKNOWN")) // what a later schema adds is refused
                .toList();

        // Then
        assertThat(written).containsExactlyInAnyOrderElementsOf(words).isNotEmpty();
    }

    @Test
    void shouldKeepTheOrderThatMeansSomething() {
        // Given enums of the domain whose order the formulas rely on

        // When
        List<String> tiers = names(Tier.class);
        List<String> stages = names(Stage.class);
        List<String> severities = names(Severity.class);
        List<String> qualifiers = names(Qualifier.class);

        // Then
        assertThat(tiers).containsExactly("OFFICIAL", "ASSOCIATION", "REGISTRATION", "MEDIA");
        assertThat(stages)
                .containsExactly("ANNOUNCED", "CLOSED_BETA", "PUBLIC_BETA", "LIMITED_ROLLOUT", "FULL_ROLLOUT");
        assertThat(severities).containsExactly("INFO", "WARNING", "CRITICAL");
        assertThat(qualifiers).containsExactly("AT_LEAST", "ESTIMATE", "EXACT", "DERIVED");
    }

    @Test
    void shouldStateNothingAsDerived() {
        // Given what may be said of a figure

        // When
        List<String> stated = names(io.bellwether.schemas.avro.Qualifier.class);

        // Then
        assertThat(stated).containsExactlyInAnyOrder("ESTIMATE", "AT_LEAST", "EXACT");
    }

    @Test
    void shouldWriteEveryMetricUnderItsName() {
        // Given
        List<String> metrics = Arrays.stream(Metric.values()).map(Metric::key).toList();

        // When
        List<String> fields = io.bellwether.schemas.avro.MetricSet.getClassSchema().getFields().stream()
                .map(Schema.Field::name)
                .toList();

        // Then
        assertThat(fields).containsExactlyElementsOf(metrics);
    }

    @Test
    void shouldFailAtOnceWhereAWordIsMissing() {
        // Given a schema without DERIVED

        // When, then
        assertThatThrownBy(() -> new Enums<>(Qualifier.class, io.bellwether.schemas.avro.Qualifier.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DERIVED");
    }

    private static List<String> names(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    }
}
