package io.bellwether.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellwether.schemas.Topics;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SinksTest {

    @ParameterizedTest
    @ValueSource(strings = {"stdout", "jsonl:out/alerts.jsonl", "jdbc:sqlite:/tmp/a b.db"})
    void shouldKnowItsSinksByName(String spec) {
        AlertSink sink = Sinks.parse(spec, System.out, false);

        assertThat(sink.name()).isEqualTo(spec);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka:x | sink must be one that is known, got: kafka:x; known are stdout, jsonl:FILE, jdbc:sqlite:FILE",
                "stdout: | sink must be one that is known, got: stdout:; known are stdout, jsonl:FILE, jdbc:sqlite:FILE",
                "webhook:https://a:pw@b | sink webhook: is not available in this version; known are stdout, jsonl:FILE, jdbc:sqlite:FILE",
                "jdbc:postgresql://h/d?password=x | sink jdbc:postgresql: is not available in this version; known are stdout, jsonl:FILE, jdbc:sqlite:FILE",
                "jdbc:mysql://a:pw@h | sink must be one that is known, got: jdbc:mysql://***@h; known are stdout, jsonl:FILE, jdbc:sqlite:FILE",
                "jsonl: | sink jsonl:FILE must name a file, got: jsonl:",
                "jdbc:sqlite::memory: | sink jdbc:sqlite:FILE must name a file, got: jdbc:sqlite::memory:",
            })
    void shouldSayWhatIsKnownWhenASinkIsNot(String spec, String message) {
        assertThatThrownBy(() -> Sinks.parse(spec, System.out, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void shouldNotShowSecretsOfTheConfiguration() {
        AlertConsumerConfig config = new AlertConsumerConfig(
                "localhost:9092",
                "http://user:pw@localhost:8081",
                Map.of("sasl.jaas.config", "password=pw"),
                new Topics("p-"),
                true);

        assertThat(config.toString())
                .contains("http://***@localhost:8081", "[sasl.jaas.config]", "topic=p-market.alerts")
                .doesNotContain("pw");
    }

    @Test
    void shouldRefuseAConfigurationWithoutServers() {
        assertThatThrownBy(() -> new AlertConsumerConfig(" ", "http://r", Map.of(), new Topics(""), false))
                .hasMessage("bootstrap servers must be host:port[,host:port...], got nothing");
        assertThatThrownBy(() -> new AlertConsumerConfig("h:1", "", Map.of(), new Topics(""), false))
                .hasMessage("schema registry must be a URL, got nothing");
    }
}
