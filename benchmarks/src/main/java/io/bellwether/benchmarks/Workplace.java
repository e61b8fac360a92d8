package io.bellwether.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The cluster of one benchmark, in a fresh folder that goes with it. */
final class Workplace implements AutoCloseable {

    private final Path folder;
    private final Path kept;
    private final JvmFlags flags;
    private final Options options;
    private final Child cluster;

    /**
     * Starts a cluster.
     *
     * @param kept for logs and recordings
     */
    Workplace(Path kept, Options options) {
        this.kept = kept;
        this.flags = options.jvmFlags();
        this.options = options;
        try {
            Files.createDirectories(kept);
            folder = Files.createTempDirectory(kept, "cluster-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cluster = Child.start(BrokerProcess.class, flags.broker(), kept, folder.toString());
    }

    Child cluster() {
        return cluster;
    }

    Child ceiling() {
        return Child.start(CeilingProcess.class, flags.measured(), kept, cluster.ready());
    }

    /** A process for the topology; the name is for its recording. */
    Child topology(String name) {
        List<String> measured = options.isProfile() ? flags.recording(kept.resolve(name + ".jfr")) : flags.measured();
        List<String> arguments = new ArrayList<>(List.of(cluster.ready()));
        arguments.addAll(options.settings());
        return Child.start(TopologyProcess.class, measured, kept, arguments.toArray(String[]::new));
    }

    /** An empty folder for state. */
    Path stateOf(String name) {
        Path state = folder.resolve("state-" + name);
        delete(state);
        return state;
    }

    static long bytesOf(Path tree) {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cluster.close();
        delete(folder);
    }
}
