package io.bellwether.app;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A setting: its key in a file, its environment variable and its default; some are options as well. */
enum Setting {
    BOOTSTRAP_SERVER("bootstrap.servers", "BELLWETHER_BOOTSTRAP_SERVER", "127.0.0.1:9092"),
    SCHEMA_REGISTRY("schema.registry.url", "BELLWETHER_SCHEMA_REGISTRY", "http://127.0.0.1:8081/apis/ccompat/v7"),
    TOPIC_PREFIX("bellwether.topic.prefix", "BELLWETHER_TOPIC_PREFIX", ""),
    JDBC_USER("bellwether.jdbc.user", "BELLWETHER_JDBC_USER", ""),
    /** A secret, so no option: a command line is visible to every user of the machine. */
    JDBC_PASSWORD("bellwether.jdbc.password", "BELLWETHER_JDBC_PASSWORD", "");

    /** Prefix of our keys in a file that otherwise belongs to Kafka's clients. */
    static final String FILE_PREFIX = "bellwether.";
    /** Prefix of our environment variables. */
    static final String ENVIRONMENT_PREFIX = "BELLWETHER_";
    /** The file of {@code --config}. */
    static final String CONFIG_VARIABLE = "BELLWETHER_CONFIG";
    /** The secret that signs webhook messages. */
    static final String WEBHOOK_SECRET_VARIABLE = "BELLWETHER_WEBHOOK_SECRET";
    /** Where the verbs that ask a running instance find it. */
    static final String URL_VARIABLE = "BELLWETHER_URL";
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
                        Arrays.stream(values()).map(Setting::variable),
                        Stream.of(CONFIG_VARIABLE, URL_VARIABLE, WEBHOOK_SECRET_VARIABLE, JAVA_OPTS_VARIABLE))
                .toList();
    }
}
