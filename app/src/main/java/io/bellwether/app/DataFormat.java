package io.bellwether.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The format of a data directory: another version of the program may not be able to read it. */
final class DataFormat {

    /** Incremented with every change after which state of an earlier version cannot be read. */
    static final String CURRENT = "2";

    private static final String FILE = "format";

    private DataFormat() {}

    /**
     * Marks a new directory; checks a used one.
     *
     * @throws Failure if another version used it
     */
    static void ensure(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            if (!Files.exists(directory.resolve("broker"))) {
                Files.writeString(file, CURRENT);
                return;
            }
            String found = Files.exists(file) ? Files.readString(file).trim() : "1";
            if (!found.equals(CURRENT)) {
                throw new Failure(
                        "data directory " + directory + " has the format " + found + " of another version, not "
                                + CURRENT + ": name a new one and publish the events again, or use that version");
            }
        } catch (IOException e) {
            throw new Failure("data directory " + directory + " cannot be used: " + e, e);
        }
    }
}
