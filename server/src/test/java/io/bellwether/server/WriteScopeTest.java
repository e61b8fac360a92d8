package io.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.schemas.Refusal;
import io.bellwether.schemas.avro.CapacityReport;
import io.bellwether.schemas.avro.CapacityStatus;
import io.bellwether.schemas.avro.SourceTier;
import io.bellwether.server.access.WriteScope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may say what for whom. */
class WriteScopeTest {

    private static CapacityReport event(String brand, String source, SourceTier tier) {
        return CapacityReport.newBuilder()
                .setEventId("id")
                .setBrand(brand)
                .setPlant("plant")
                .setUnitsPerMonth(1)
                .setEffectiveFrom(LocalDate.EPOCH)
                .setStatus(CapacityStatus.OPERATING)
                .setSource(source)
                .setSourceTier(tier)
                .setPublishedAt(Instant.EPOCH)
                .build();
    }

    @Test
    void shouldHoldAPrincipalToItsBrandsSourcesAndTiers() {
        WriteScope scope = new WriteScope(Set.of("xiaomi"), Set.of("blog"), Set.of("MEDIA"));

        assertThat(scope.refusal(event("xiaomi", "blog", SourceTier.MEDIA))).isEmpty();
        assertThat(scope.refusal(event("nio", "blog", SourceTier.MEDIA)).map(Refusal::field))
                .hasValue("brand");
        assertThat(scope.refusal(event("xiaomi", "xiaomi-ev", SourceTier.MEDIA)).map(Refusal::field))
                .hasValue("source");
        assertThat(scope.refusal(event("xiaomi", "blog", SourceTier.OFFICIAL)).map(Refusal::field))
                .hasValue("source_tier");
        assertThat(scope.covers("nio")).isFalse();
        assertThat(scope.covers(null)).as("of the whole market").isFalse();
    }

    @Test
    void shouldNotLimitWhoIsHeldToNothing() {
        assertThat(WriteScope.ALL.refusal(event("nio", "any", SourceTier.OFFICIAL)))
                .isEmpty();
        assertThat(WriteScope.ALL.covers(null)).isTrue();
    }
}
