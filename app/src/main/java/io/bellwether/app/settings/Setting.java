package io.bellwether.app.settings;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A setting: its key in a file, its environment variable and its default; some are options as well. */
public enum Setting {
    BOOTSTRAP_SERVER("bootstrap.servers", "BELLWETHER_BOOTSTRAP_SERVER", "127.0.0.1:9092"),
    SCHEMA_REGISTRY("schema.registry.url", "BELLWETHER_SCHEMA_REGISTRY", "http://127.0.0.1:8081/apis/ccompat/v7"),
    TOPIC_PREFIX("bellwether.topic.prefix", "BELLWETHER_TOPIC_PREFIX", ""),
    JDBC_USER("bellwether.jdbc.user", "BELLWETHER_JDBC_USER", ""),
    /** A secret, so no option: a command line is visible to every user of the machine. */
    JDBC_PASSWORD("bellwether.jdbc.password", "BELLWETHER_JDBC_PASSWORD", "");

    /** Prefix of our keys in a file that otherwise belongs to Kafka's clients. */
    public static final String FILE_PREFIX = "bellwether.";
    /** Prefix of our environment variables. */
    public static final String ENVIRONMENT_PREFIX = "BELLWETHER_";
    /** The file of {@code --config}. */
    public static final String CONFIG_VARIABLE = "BELLWETHER_CONFIG";
    /** The secret that signs webhook messages. */
    public static final String WEBHOOK_SECRET_VARIABLE = "BELLWETHER_WEBHOOK_SECRET";
    /** Where the verbs that ask a running instance find it. */
    public static final String URL_VARIABLE = "BELLWETHER_URL";
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

    public String key() {
        return key;
    }

    public String variable() {
        return variable;
    }

    public String byDefault() {
        return byDefault;
    }

    public static List<String> keys() {
        return Arrays.stream(values()).map(Setting::key).toList();
    }

    public static List<String> variables() {
        return Stream.concat(
                        Arrays.stream(values()).map(Setting::variable),
                        Stream.of(CONFIG_VARIABLE, URL_VARIABLE, WEBHOOK_SECRET_VARIABLE, JAVA_OPTS_VARIABLE))
                .toList();
    }
}
