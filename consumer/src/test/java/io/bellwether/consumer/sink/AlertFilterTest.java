package io.bellwether.consumer.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.consumer.SampleAlerts;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.Severity;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertFilterTest {

    private static final Alert XIAOMI = SampleAlerts.builder().build();
    private static final Alert RACE = SampleAlerts.builder()
            .setRule("RACE_SURGE")
            .setSubject("VLA")
            .setBrand(null)
            .setModel(null)
            .setTechnology("VLA")
            .setSeverity(Severity.INFO)
            .build();

    @Test
    void shouldLetEverythingThroughWithoutConditions() {
        assertThat(Stream.of(XIAOMI, RACE)).allMatch(AlertFilter.ALL::wants);
    }

    @Test
    void shouldWantTheBrandAskedForAndNoAlertWithoutBrand() {
        AlertFilter filter = new AlertFilter("xiaomi", null, null);

        assertThat(Stream.of(XIAOMI, RACE).filter(filter::wants)).containsExactly(XIAOMI);
    }

    @Test
    void shouldWantTheRuleAskedFor() {
        AlertFilter filter = new AlertFilter(null, "RACE_SURGE", null);

        assertThat(Stream.of(XIAOMI, RACE).filter(filter::wants)).containsExactly(RACE);
    }

    @Test
    void shouldWantTheLeastSeverityAndAbove() {
        AlertFilter filter = new AlertFilter(null, null, Severity.WARNING);
        Stream<Alert> all =
                Stream.of(Severity.values()).map(severity -> SampleAlerts.alert("a", 1, severity, AlertStatus.OPENED));

        assertThat(all.filter(filter::wants).map(Alert::getSeverity))
                .containsExactly(Severity.WARNING, Severity.CRITICAL);
    }

    @Test
    void shouldRequireAllConditionsTogether() {
        AlertFilter filter = new AlertFilter("xiaomi", "RACE_SURGE", null);

        assertThat(Stream.of(XIAOMI, RACE)).noneMatch(filter::wants);
    }

    @Test
    void shouldRefuseBlankConditions() {
        assertThatThrownBy(() -> new AlertFilter(" ", null, null)).hasMessage("brand must not be blank");
        assertThatThrownBy(() -> new AlertFilter(null, "", null)).hasMessage("rule must not be blank");
    }

    @Test
    void shouldFollowAnAlertToItsEndOnceLetThrough() {
        FollowingFilter filter = new FollowingFilter(new AlertFilter(null, null, Severity.CRITICAL)::wants, Set.of());
        Stream<Alert> life = Stream.of(
                SampleAlerts.alert("a", 1, Severity.WARNING, AlertStatus.OPENED),
                SampleAlerts.alert("a", 2, Severity.CRITICAL, AlertStatus.CHANGED),
                SampleAlerts.alert("a", 3, Severity.WARNING, AlertStatus.CHANGED),
                SampleAlerts.alert("a", 4, Severity.WARNING, AlertStatus.RESOLVED),
                SampleAlerts.alert("b", 1, Severity.WARNING, AlertStatus.OPENED),
                SampleAlerts.alert("b", 2, Severity.WARNING, AlertStatus.RESOLVED));

        assertThat(life.filter(filter::letsThrough).map(a -> a.getAlertId() + a.getSequence()))
                .containsExactly("a2", "a3", "a4");
    }

    @Test
    void shouldFollowWhatTheSinkHeldOpenBefore() {
        FollowingFilter filter =
                new FollowingFilter(new AlertFilter(null, null, Severity.CRITICAL)::wants, Set.of("a"));

        assertThat(filter.letsThrough(SampleAlerts.alert("a", 3, Severity.WARNING, AlertStatus.RESOLVED)))
                .isTrue();
        assertThat(filter.letsThrough(SampleAlerts.alert("c", 3, Severity.WARNING, AlertStatus.RESOLVED)))
                .isFalse();
    }
}
