package io.bellwether.app.settings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The client properties that correctness rests on: what the file of {@code --config} may not change. A file that says
 * what holds anyway is taken, so that one file can serve other programs too.
 */
final class ReservedProperties {

    /** Kafka Streams passes properties of these prefixes to one kind of client. */
    private static final List<String> PREFIXES =
            List.of("main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.", "admin.");

    /** Of each what may be said. */
    private static final Map<String, Set<String>> ALLOWED = new TreeMap<>(Map.ofEntries(
            Map.entry("processing.guarantee", Set.of("exactly_once_v2")),
            Map.entry("isolation.level", Set.of("read_committed")),
            Map.entry("acks", Set.of("all", "-1")),
            Map.entry("enable.idempotence", Set.of("true")),
            Map.entry("enable.auto.commit", Set.of("false")),
            Map.entry("auto.offset.reset", Set.of()),
            Map.entry("application.id", Set.of()),
            Map.entry("application.server", Set.of()),
            Map.entry("state.dir", Set.of()),
            Map.entry("group.id", Set.of()),
            Map.entry("group.instance.id", Set.of()),
            Map.entry("transactional.id", Set.of()),
            Map.entry("key.serializer", Set.of()),
            Map.entry("value.serializer", Set.of()),
            Map.entry("key.deserializer", Set.of()),
            Map.entry("value.deserializer", Set.of()),
            Map.entry("partitioner.class", Set.of()),
            Map.entry("partitioner.ignore.keys", Set.of("false")),
            Map.entry("default.key.serde", Set.of()),
            Map.entry("default.value.serde", Set.of()),
            Map.entry("default.deserialization.exception.handler", Set.of()),
            Map.entry("deserialization.exception.handler", Set.of()),
            Map.entry("default.production.exception.handler", Set.of()),
            Map.entry("production.exception.handler", Set.of()),
            Map.entry("processing.exception.handler", Set.of()),
            Map.entry("default.timestamp.extractor", Set.of()),
            Map.entry("topology.optimization", Set.of("none")),
            Map.entry("dsl.store.format", Set.of()),
            Map.entry("auto.register.schemas", Set.of("false")),
            Map.entry("use.latest.version", Set.of("false")),
            Map.entry("specific.avro.reader", Set.of("true")),
            Map.entry("key.subject.name.strategy", Set.of()),
            Map.entry(
                    "value.subject.name.strategy",
                    Set.of("io.confluent.kafka.serializers.subject.TopicNameStrategy"))));

    private ReservedProperties() {}

    /** Why a property may not be set so; empty if it may. */
    static Optional<String> refusal(String key, String value) {
        Set<String> allowed = ALLOWED.get(withoutPrefix(key));
        if (allowed == null || allowed.contains(value.strip().toLowerCase(Locale.ROOT)) || allowed.contains(value)) {
            return Optional.empty();
        }
        String may = allowed.isEmpty()
                ? ""
                : "; it is " + String.join(" or ", allowed.stream().sorted().toList());
        return Optional.of("key " + key + " cannot be set: the results rest on it" + may);
    }

    private static String withoutPrefix(String key) {
        return PREFIXES.stream()
                .filter(key::startsWith)
                .findFirst()
                .map(prefix -> key.substring(prefix.length()))
                .orElse(key);
    }
}
