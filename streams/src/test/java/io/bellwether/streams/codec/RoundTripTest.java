package io.bellwether.streams.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.ledger.BrandLedger;
import io.bellwether.domain.ledger.BrandSummary;
import io.bellwether.domain.ledger.Evidence;
import io.bellwether.domain.ledger.MetricSet;
import io.bellwether.schemas.AvroSerdes;
import io.bellwether.schemas.StatementCodec;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.BrandSummaryRecord;
import io.bellwether.streams.reference.RandomHistory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a brand says as much as the ledger did. */
class RoundTripTest {

    @BeforeAll
    static void trustOurRecords() {
        AvroSerdes.deserializer(Map.of("schema.registry.url", "mock://round-trip"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void shouldReadBackWhatItWrote(long seed) throws Exception {
        // Given the brands of a history
        Map<String, BrandLedger> ledgers = new TreeMap<>();
        for (SpecificRecord event : RandomHistory.of(seed)) {
            String brand =
                    (String) event.get(event.getSchema().getField("brand").pos());
            ledgers.computeIfAbsent(brand, BrandLedger::new).add(StatementCodec.of(event));
        }

        for (BrandLedger ledger : ledgers.values()) {
            BrandSummary standing = ledger.summary();
            var evidence = ledger.evidence(standing.metrics(), Evidence.Limit.PUBLISHED);

            // When
            BrandMetrics metrics = new BrandMetrics(
                    ledger.brand(),
                    StatementCodec.instant(ledger.newestMicros()),
                    MetricCodec.record(standing.metrics()),
                    MetricCodec.records(evidence));
            byte[] encoded = Encoding.BRAND_SUMMARY.encode(BrandSummaryCodec.record(standing, metrics));
            BrandSummaryRecord summary = Encoding.BRAND_SUMMARY.decode(encoded);
            BrandSummaryRecord head = Encoding.BRAND_SUMMARY.before("evidence").decode(encoded);

            // Then
            assertThat(BrandSummaryCodec.of(summary)).isEqualTo(standing);
            assertThat(BrandSummaryCodec.of(head)).isEqualTo(standing);
            assertThat(head.getEvidence()).isNull();
            assertThat(MetricCodec.records(MetricCodec.evidence(summary.getEvidence())))
                    .isEqualTo(MetricCodec.records(evidence))
                    .hasSameSizeAs(evidence);
        }
        assertThat(ledgers).isNotEmpty();
    }

    @Test
    void shouldTellNoMetricsFromZero() {
        // Given
        MetricSet nothing = new BrandLedger("x").metrics();

        // When
        MetricSet back = MetricCodec.of(MetricCodec.record(nothing));

        // Then
        assertThat(back).isEqualTo(nothing);
        assertThat(back.known()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31T23:59:59.999999Z", "1900-01-01T00:00:00Z", "2999-12-31T23:59:59.000001Z"})
    void shouldKeepMicroseconds(String text) {
        // Given
        Instant instant = Instant.parse(text);

        // When
        Instant back = StatementCodec.instant(StatementCodec.micros(instant));

        // Then
        assertThat(back).isEqualTo(instant);
    }

    @Test
    void shouldKeepEvidenceOfNoFigureApartFromZero() {
        // Given
        Evidence fact = new Evidence(
                "L3 ANNOUNCED",
                "2024-09-20",
                null,
                io.bellwether.domain.statement.Qualifier.EXACT,
                List.of(),
                Set.of("stage"));

        // When
        Evidence back = MetricCodec.evidence(MetricCodec.records(List.of(fact))).get(0);

        // Then
        assertThat(back).isEqualTo(fact);
    }
}
