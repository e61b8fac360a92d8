package io.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

    @Test
    void shouldHoldTheTopicsOfTheContract() {
        // Given
        Topics topics = new Topics("");

        // When
        Map<String, String> kinds = topics.catalogue().stream()
                .collect(Collectors.toMap(
                        Topics.Spec::name, topic -> topic.config().get("cleanup.policy")));

        // Then
        assertThat(kinds)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("market.acknowledgements", "compact"),
                        Map.entry("market.audit", "delete"),
                        Map.entry("market.sales", "delete"),
                        Map.entry("market.capacity", "delete"),
                        Map.entry("market.announcements", "delete"),
                        Map.entry("market.brand-metrics", "compact"),
                        Map.entry("market.model-metrics", "compact"),
                        Map.entry("market.view", "compact"),
                        Map.entry("market.alerts", "delete"),
                        Map.entry("market.dead-letters", "delete"),
                        Map.entry("market.rules", "compact")));
    }

    @Test
    void shouldKeepForeverWhatIsNotCompacted() {
        // Given
        List<Topics.Spec> kept = new Topics("")
                .catalogue().stream()
                        .filter(topic -> topic.kind() == Topics.Kind.KEPT)
                        .toList();

        // When
        List<Map<String, String>> configs =
                kept.stream().map(Topics.Spec::config).toList();

        // Then
        assertThat(configs)
                .hasSize(6)
                .allSatisfy(config ->
                        assertThat(config).containsEntry("retention.ms", "-1").containsEntry("retention.bytes", "-1"));
    }

    @Test
    void shouldPutThePrefixBeforeEveryTopicAndSubject() {
        // Given
        Topics topics = new Topics("eu.");

        // When
        List<Topics.Spec> catalogue = topics.catalogue();

        // Then
        assertThat(catalogue)
                .allSatisfy(topic -> assertThat(topic.name()).startsWith("eu.market."))
                .allSatisfy(topic -> assertThat(topic.subject()).isEqualTo(topic.name() + "-value"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "ä", "a\n"})
    void shouldRefuseAPrefixThatNoTopicMayHave(String prefix) {
        // Given a prefix with a character that topic names do not allow

        // When, then
        assertThatThrownBy(() -> new Topics(prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got: " + prefix);
    }
}
