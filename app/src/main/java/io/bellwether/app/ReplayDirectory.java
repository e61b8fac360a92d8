package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.UsageError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state directory of a replay: empty, since events that are there already would not be replayed. A temporary one is
 * deleted in the end.
 */
record ReplayDirectory(Path path, boolean temporary) implements AutoCloseable {

    /**
     * The folder that was given, or a temporary one.
     *
     * @throws UsageError if the given one has anything in it
     */
    static ReplayDirectory of(@Nullable Path given) {
        try {
            if (given == null) {
                return new ReplayDirectory(Files.createTempDirectory("bellwether-replay-"), true);
            }
            if (Files.exists(given) && !isEmpty(given)) {
                throw new UsageError("--replay needs an empty data directory, to see all happen; " + given + " is not");
            }
            return new ReplayDirectory(given, false);
        } catch (IOException e) {
            throw new Failure("the data directory of the replay cannot be used: " + e, e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            return content.findAny().isEmpty();
        }
    }

    @Override
    public void close() {
        if (!temporary) {
            return;
        }
        try (Stream<Path> content = Files.walk(path)) {
            for (Path one : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the replay's folder cannot be deleted: " + path, e);
        }
    }
}
