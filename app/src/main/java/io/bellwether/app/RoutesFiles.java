package io.bellwether.app;

import io.bellwether.app.settings.UsageError;
import io.bellwether.app.terminal.Console;
import io.bellwether.consumer.route.Routes;
import io.bellwether.consumer.route.RoutesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads routes files. */
final class RoutesFiles {

    private RoutesFiles() {}

    /**
     * The routes of a file; prints every mistake and returns empty if there is one.
     *
     * @param names what it may match by
     */
    static Optional<Routes> read(Path file, RoutesFile.Names names, Console console) {
        RoutesFile.Reading reading;
        try {
            reading = RoutesFile.read(Files.readString(file), names);
        } catch (IOException e) {
            throw new UsageError("--routes " + file + " cannot be read: " + e);
        }
        if (reading instanceof RoutesFile.Rejected rejected) {
            rejected.mistakes().forEach(mistake -> console.err().println(file + ":" + mistake));
            return Optional.empty();
        }
        return Optional.of(((RoutesFile.Accepted) reading).routes());
    }
}
