package io.bellwether.app.settings;

import io.bellwether.config.AliasFile;
import io.bellwether.config.NearestName;
import io.bellwether.consumer.jdbc.JdbcCredentials;
import io.bellwether.consumer.sink.SecretUrls;
import io.bellwether.domain.statement.Aliases;
import io.bellwether.producer.format.BrandNames;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.publish.PublishSettings;
import io.bellwether.schemas.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline and its cluster. Precedence of values: default < file of {@code --config} < environment < option.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param schemaRegistry base address of the registry's API
 * @param topics with the prefix
 * @param client Kafka and registry client properties of the file, passed through
 * @param jdbc user and password of the database of alerts
 * @param aliases what sources call brands and models
 */
public record Settings(
        String bootstrapServers,
        String schemaRegistry,
        Topics topics,
        Map<String, String> client,
        JdbcCredentials jdbc,
        Aliases aliases) {

    public Settings {
        client = Map.copyOf(client);
    }

    /** Without credentials for a database. */
    public Settings(String bootstrapServers, String schemaRegistry, Topics topics, Map<String, String> client) {
        this(bootstrapServers, schemaRegistry, topics, client, JdbcCredentials.NONE, AliasFile.shipped());
    }

    /** The same with another table of aliases. */
    public Settings with(Aliases table) {
        return new Settings(bootstrapServers, schemaRegistry, topics, client, jdbc, table);
    }

    /**
     * Binds the settings.
     *
     * @param options values given as options
     * @param configFile of {@code --config}; null to use the environment's, if any
     * @throws UsageError if one of our keys or variables is unknown, or a value is not allowed
     */
    public static Settings of(
            Map<Setting, String> options, @Nullable Path configFile, Map<String, String> environment) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            values.put(setting, setting.byDefault());
        }
        String fromEnvironment = environment.getOrDefault(Setting.CONFIG_VARIABLE, "");
        Path file = configFile == null && !fromEnvironment.isEmpty() ? Path.of(fromEnvironment) : configFile;
        Map<String, String> client = file == null ? new HashMap<>() : read(file);
        for (Setting setting : Setting.values()) {
            String value = client.remove(setting.key());
            if (value != null) {
                values.put(setting, value);
            }
        }
        refuseUnknown(client, file);
        values.putAll(from(environment));
        values.putAll(options);
        try {
            return new Settings(
                    of(values, Setting.BOOTSTRAP_SERVER),
                    of(values, Setting.SCHEMA_REGISTRY),
                    new Topics(of(values, Setting.TOPIC_PREFIX)),
                    client,
                    new JdbcCredentials(given(values, Setting.JDBC_USER), given(values, Setting.JDBC_PASSWORD)),
                    AliasFile.shipped());
        } catch (IllegalArgumentException e) {
            throw new UsageError(Failure.line(e));
        }
    }

    private static String of(Map<Setting, String> values, Setting setting) {
        return values.getOrDefault(setting, setting.byDefault());
    }

    private static @Nullable String given(Map<Setting, String> values, Setting setting) {
        String value = of(values, setting);
        return value.isEmpty() ? null : value;
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageError("--config " + file + " cannot be read: " + e);
        }
        Map<String, String> read = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> read.put(key, properties.getProperty(key)));
        return read;
    }

    private static void refuseUnknown(Map<String, String> client, @Nullable Path file) {
        new TreeMap<>(client).forEach((key, value) -> {
            ReservedProperties.refusal(key, value).ifPresent(refusal -> {
                throw new UsageError(file + ": " + refusal);
            });
            if (key.startsWith(Setting.FILE_PREFIX)) {
                throw new UsageError(
                        file + ": unknown key " + key + "; did you mean " + NearestName.to(key, Setting.keys()) + "?");
            }
        });
    }

    private static Map<Setting, String> from(Map<String, String> environment) {
        for (String variable : environment.keySet()) {
            if (variable.startsWith(Setting.ENVIRONMENT_PREFIX)
                    && !Setting.variables().contains(variable)) {
                throw new UsageError("unknown environment variable " + variable + "; did you mean "
                        + NearestName.to(variable, Setting.variables()) + "?");
            }
        }
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String value = environment.getOrDefault(setting.variable(), "");
            if (!value.isEmpty()) {
                values.put(setting, value);
            }
        }
        return values;
    }

    /** The same pipeline on another cluster, with none of the file's client properties. */
    public Settings at(String otherBootstrapServers, String otherSchemaRegistry) {
        return new Settings(otherBootstrapServers, otherSchemaRegistry, topics, Map.of()).with(aliases);
    }

    /** How to publish events of any brand, by the names of the table of aliases. */
    public PublishSettings publishing() {
        return publishing(IntakeOptions.DEFAULT.withBrands(new BrandNames(aliases, true)));
    }

    /** How to publish events that are understood so. */
    public PublishSettings publishing(IntakeOptions intake) {
        return PublishSettings.of(topics, clients()).with(intake);
    }

    /** Properties for Kafka clients. */
    public Map<String, Object> kafka() {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(Setting.BOOTSTRAP_SERVER.key(), bootstrapServers);
        return properties;
    }

    /** Properties for Confluent's serializers and registry client. */
    public Map<String, Object> registry() {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put(Setting.SCHEMA_REGISTRY.key(), schemaRegistry);
        return properties;
    }

    /** Properties for clients of both Kafka and the registry. */
    public Map<String, Object> clients() {
        Map<String, Object> properties = kafka();
        properties.putAll(registry());
        return properties;
    }

    @Override
    public String toString() {
        Map<String, String> masked = new TreeMap<>(client);
        masked.replaceAll(Secrets::mask);
        return "Settings[bootstrapServers=" + bootstrapServers + ", schemaRegistry=" + SecretUrls.masked(schemaRegistry)
                + ", topics=" + topics + ", client=" + masked + ", jdbc=" + jdbc + "]";
    }
}
