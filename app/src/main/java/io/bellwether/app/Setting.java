package io.bellwether.app;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A setting of ours: its name in a file and in the environment, and its default; some are options as well. */
enum Setting {
    BOOTSTRAP_SERVER("bootstrap.servers", "BELLWETHER_BOOTSTRAP_SERVER", "127.0.0.1:9092"),
    SCHEMA_REGISTRY("schema.registry.url", "BELLWETHER_SCHEMA_REGISTRY", "http://127.0.0.1:8081/apis/ccompat/v7"),
    TOPIC_PREFIX("bellwether.topic.prefix", "BELLWETHER_TOPIC_PREFIX", ""),
    JDBC_USER("bellwether.jdbc.user", "BELLWETHER_JDBC_USER", ""),
    /** A secret, so no option: those are seen by everybody on the machine. */
    JDBC_PASSWORD("bellwether.jdbc.password", "BELLWETHER_JDBC_PASSWORD", "");

    /** What keys of ours begin with in a file that otherwise belongs to Kafka's clients. */
    static final String FILE_PREFIX = "bellwether.";
    /** What variables of ours begin with. */
    static final String ENVIRONMENT_PREFIX = "BELLWETHER_";
    /** Names the file. */
    static final String CONFIG_VARIABLE = "BELLWETHER_CONFIG";
    /** Read by the launcher. */
    private static final String JAVA_OPTS_VARIABLE = "BELLWETHER_JAVA_OPTS";

    private final String key;
    private final String variable;
    private final String byDefault;

    Setting(String key, String variable, String byDefault) {
        this.key = key;
        this.variable = variable;
        this.byDefault = byDefault;
    }

    String key() {
        return key;
    }

    String variable() {
        return variable;
    }

    String byDefault() {
        return byDefault;
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(Setting::key).toList();
    }

    static List<String> variables() {
        return Stream.concat(
                        Arrays.stream(values()).map(Setting::variable), Stream.of(CONFIG_VARIABLE, JAVA_OPTS_VARIABLE))
                .toList();
    }
}
