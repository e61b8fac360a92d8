package io.bellwether.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How what is in a data directory is laid out: another version of the program may not be able to read it. */
final class DataFormat {

    /** Goes up with every change that state of an earlier version cannot be read with. */
    static final String CURRENT = "2";

    private static final String FILE = "format";

    private DataFormat() {}

    /**
     * Marks a new directory, and checks one that was used.
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
