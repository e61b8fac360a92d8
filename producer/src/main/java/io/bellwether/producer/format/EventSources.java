package io.bellwether.producer.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the inputs that paths on a command line mean. */
public final class EventSources {

    static final String KNOWN = ".jsonl, .ndjson, .json, .csv or .tsv, each also with .gz";

    private EventSources() {}

    /**
     * The inputs that paths mean, in the order given: a file by its ending ({@code .jsonl}, {@code .ndjson} and
     * {@code .json} are JSON, {@code .csv} and {@code .tsv} are CSV, each also with {@code .gz}); of a folder all such files
     * in it and below, sorted by path, hidden ones (whose name starts with a dot) left out; {@code -} is standard input,
     * JSON or CSV. A file that several paths lead to is taken once.
     *
     * @throws InputException if a path does not exist, is no such file, or is a folder without any
     */
    public static List<EventSource> resolve(List<String> paths) {
        List<EventSource> sources = new ArrayList<>();
        Set<Path> taken = new HashSet<>();
        for (String path : paths) {
            if (path.equals(EventSource.STANDARD_INPUT)) {
                sources.add(EventSource.of("stdin", EventFormat.DETECTED, System.in));
                continue;
            }
            for (Path file : files(path)) {
                if (taken.add(real(file))) {
                    sources.add(source(file));
                }
            }
        }
        return List.copyOf(sources);
    }

    /** The file as an input; empty if its name does not end as those of event files do. */
    public static Optional<EventSource> of(Path file) {
        return format(file)
                .map(format ->
                        new EventSource(file.toString(), format, new EventSource.StoredFile(file, isGzip(file), true)));
    }

    private static List<Path> files(String given) {
        Path path = path(given);
        if (!Files.exists(path)) {
            throw new InputException(given + ": no such file or folder");
        }
        if (Files.isRegularFile(path)) {
            return List.of(path);
        }
        if (!Files.isDirectory(path)) {
            // A pipe's content cannot be read twice, once for its hash and once for its events.
            throw new InputException(given + ": is neither a file nor a folder; pipe it into standard input (-)");
        }
        // Links are followed: mounted configuration consists of links into a hidden folder.
        try (Stream<Path> below = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> files = below.filter(file -> !isHidden(path.relativize(file)))
                    .filter(file -> Files.isRegularFile(file) && format(file).isPresent())
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new InputException(given + ": holds no event files (" + KNOWN + ")");
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw new InputException(given + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    private static Path path(String given) {
        try {
            return Path.of(given);
        } catch (InvalidPathException e) {
            throw new InputException(given + ": is no path", e);
        }
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static EventSource source(Path file) {
        EventSource source = of(file).orElseThrow(
                        () -> new InputException(file + ": is no event file: its name must end in " + KNOWN));
        if (!Files.isReadable(file)) {
            throw new InputException(file + ": cannot be read: permission denied");
        }
        return source;
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static Optional<EventFormat> format(Path file) {
        String name = lowerName(file).replaceFirst("\\.gz$", "");
        if (name.endsWith(".csv") || name.endsWith(".tsv")) {
            return Optional.of(EventFormat.CSV);
        }
        return name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")
                ? Optional.of(EventFormat.JSON_LINES)
                : Optional.empty();
    }

    private static boolean isGzip(Path file) {
        return lowerName(file).endsWith(".gz");
    }

    private static String lowerName(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }
}
