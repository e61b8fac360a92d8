package io.bellwether.consumer.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.config.ConfigError;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesFileTest {

    @Test
    void shouldReadTheExampleOfTheGuide() throws Exception {
        String guide = Files.readString(Path.of("../docs/guide/alerts.md"));
        int from = guide.indexOf("```yaml\nreceivers:") + "```yaml\n".length();
        String example = guide.substring(from, guide.indexOf("```", from));

        RoutesFile.Reading reading = RoutesFile.read(example);

        assertThat(reading).isInstanceOf(RoutesFile.Accepted.class);
        Routes routes = ((RoutesFile.Accepted) reading).routes();
        assertThat(routes.receivers()).extracting(Receiver::name).containsExactly("desk", "pager", "archive");
        assertThat(routes.root().of(Timeline.alert("a", 1, "xiaomi", Severity.CRITICAL, AlertStatus.OPENED)))
                .extracting(Route::receiver)
                .containsExactly("archive", "pager");
        assertThat(routes.root().of(Timeline.alert("a", 1, "xiaomi", Severity.WARNING, AlertStatus.OPENED)))
                .extracting(Route::receiver)
                .containsExactly("archive", "desk");
        assertThat(routes.silences()).hasSize(1);
        assertThat(routes.inhibitions()).isEqualTo(Inhibition.SHIPPED);
    }

    @Test
    void shouldHandGroupingDownToChildRoutes() {
        Routes routes = Timeline.routes("""
                receivers: [{name: r, sink: "webhook:https://r.example/"}]
                route:
                  receiver: r
                  group_by: [brand]
                  group_wait: 1s
                  routes:
                    - {match: {rule: A}, group_interval: 1d, repeat_interval: 2d}
                """);

        assertThat(routes.root().routes().get(0).grouping())
                .isEqualTo(new Grouping(
                        Optional.of(List.of("brand")), Duration.ofSeconds(1), Duration.ofDays(1), Duration.ofDays(2)));
        assertThat(routes.root().routes().get(0).receiver()).isEqualTo("r");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "recievers: [] | 1:1: unknown field 'recievers'; did you mean 'receivers'? Known are inhibitions, quiet_hours, receivers, route, silences",
                "receivers: [{name: r, sink: x}] | 1:1: route: is missing",
                "{receivers: [{name: r, sink: x}], route: {receiver: s}} | 1:53: route.receiver: unknown receiver 's'; did you mean 'r'?",
                "{receivers: [{name: r, sink: x}], route: {receiver: r, group_by: [brnd]}} | 1:66: route.group_by: unknown field of alerts 'brnd'; did you mean 'brand'? Or labels.NAME.",
                "{receivers: [{name: r, sink: x}], route: {receiver: r, group_wait: soon}} | 1:68: route.group_wait: must be a time such as 30s, 5m, 4h or 1d, got: soon",
                "{receivers: [{name: r, sink: x}], route: {receiver: r, routes: [{match: {severity: FATAL}}]}} | 1:84: route.routes[0].match.severity: unknown severity 'FATAL'; did you mean 'CRITICAL'?",
                "{receivers: [{name: r, sink: x}, {name: r, sink: y}], route: {receiver: r}} | 1:41: receivers[1].name: 'r' stands twice",
                "{receivers: [{name: r, sink: stdout, secret_env: X}], route: {receiver: r}} | 1:50: receivers[0].secret_env: only webhooks are signed",
                "{receivers: [{name: r, sink: 'webhook:u', secret_file: a, secret_env: X}], route: {receiver: r}} | 1:71: receivers[0].secret_env: stands beside secret_file: give one of them",
                "{receivers: [{name: r, sink: x}], route: {receiver: r, match: {}}} | 1:63: route.match: the first route takes every alert: leave this out",
                "{receivers: [{name: r, sink: x}], route: {receiver: r, routes: [{match: {rule: [DATA_GAPP]}}]}} | 1:80: route.routes[0].match.rule: unknown rule 'DATA_GAPP'; did you mean 'DATA_GAP'?",
                "{receivers: [{name: r, sink: x}], route: {receiver: r}, silences: [{match: {brand: niu}}]} | 1:84: silences[0].match.brand: unknown brand 'niu'; did you mean 'nio'?",
                "{receivers: [{name: r, sink: x}], route: {receiver: r}, quiet_hours: [{from: 22:00, until: 25:00, time_zone: Asia/Shanghai}]} | 1:92: quiet_hours[0].until: must be a time of day such as 22:00, got: 25:00",
                "{receivers: [{name: r, sink: x}], route: {receiver: r}, quiet_hours: [{from: 22:00, until: 07:00, time_zone: Asia/Shanghay}]} | 1:110: quiet_hours[0].time_zone: unknown time zone 'Asia/Shanghay'; did you mean 'Asia/Shanghai'?",
                "{receivers: [{name: r, sink: x}], route: {receiver: r}, quiet_hours: [{days: [mon, tuesdy]}]} | 1:78: quiet_hours[0].days: unknown day 'TUESDY'; did you mean 'TUESDAY'?",
                "{receivers: [{name: r, sink: x}], route: {receiver: r}, quiet_hours: [{receivers: [s]}]} | 1:83: quiet_hours[0].receivers: unknown receiver 's'; did you mean 'r'?",
                "{receivers: [{name: r, sink: x}], route: {receiver: r}, inhibitions: [{source: {}}]} | 1:71: inhibitions[0].target: is missing",
            })
    void shouldNameLineColumnFieldAndTheNearestKnownName(String text, String mistake) {
        RoutesFile.Reading reading =
                RoutesFile.read(text, new RoutesFile.Names(Set.of("DATA_GAP", "RACE_SURGE"), Set.of("nio", "xiaomi")));

        assertThat(((RoutesFile.Rejected) reading).mistakes())
                .extracting(ConfigError::toString)
                .contains(mistake);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "- a", "a: [", "a: *b", "text", "receivers: 1\nroute: 2", "{receivers: [[]], route: []}"})
    void shouldRefuseWhatIsNoFileOfRoutes(String text) {
        assertThat(RoutesFile.read(text)).isInstanceOf(RoutesFile.Rejected.class);
    }
}
