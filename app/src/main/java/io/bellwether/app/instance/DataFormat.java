package io.bellwether.app.instance;

import io.bellwether.app.settings.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * The format of a data directory, which is checked before anything in it is written: a version of the program that cannot
 * read it says so and leaves it as it is.
 */
public final class DataFormat {

    /** Incremented with every change after which an earlier version could not go on with the directory. */
    public static final String CURRENT = "3";

    /** Those that this version reads as well, and makes its own: 2 is that of versions before 2 of the figures. */
    private static final Set<String> READABLE = Set.of("2", CURRENT);

    private static final String FILE = "format";

    private DataFormat() {}

    /**
     * Marks a new directory, and one of an earlier version that can be read; checks a used one.
     *
     * @throws Failure if a version used it whose state cannot be read
     */
    public static void ensure(Path directory) {
        Path file = directory.resolve(FILE);
        try {
            if (Files.exists(directory.resolve("broker"))) {
                String found = Files.exists(file) ? Files.readString(file).trim() : "1";
                if (!READABLE.contains(found)) {
                    throw new Failure("data directory " + directory + " has the format " + found
                            + " of another version, not " + CURRENT
                            + ": name a new one and publish the events again, or use that version");
                }
                if (found.equals(CURRENT)) {
                    return;
                }
            }
            Files.writeString(file, CURRENT);
        } catch (IOException e) {
            throw new Failure("data directory " + directory + " cannot be used: " + e, e);
        }
    }
}
