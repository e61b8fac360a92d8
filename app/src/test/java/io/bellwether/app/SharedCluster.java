package io.bellwether.app;

import io.bellwether.app.settings.Settings;
import io.bellwether.local.LocalCluster;
import io.bellwether.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One broker and registry for all tests of a run that ask for it; each test has topics of its own prefix. */
public final class SharedCluster implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SharedCluster.Cluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Cluster.class, key -> Cluster.start(), Cluster.class);
    }

    /** The cluster. */
    record Cluster(LocalCluster local, Path directory) implements AutoCloseable {

        static Cluster start() {
            try {
                Path directory = Files.createTempDirectory("shared-cluster");
                return new Cluster(LocalCluster.start(directory), directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Settings of a pipeline whose topics are there. */
        Settings prepared(String prefix) {
            return prepared(prefix, 3);
        }

        Settings prepared(String prefix, int partitions) {
            Topics topics = new Topics(prefix);
            local.prepare(topics, partitions);
            return new Settings(local.bootstrapServers(), local.schemaRegistryUrl(), topics, Map.of());
        }

        @Override
        public void close() {
            local.close();
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The options that name the pipeline of these settings, before others. */
    static String[] options(Settings settings, String... before) {
        return Stream.concat(
                        Stream.of(before),
                        Stream.of(
                                "--bootstrap-server=" + settings.bootstrapServers(),
                                "--schema-registry=" + settings.schemaRegistry(),
                                "--topic-prefix=" + settings.topics().prefix()))
                .toArray(String[]::new);
    }
}
