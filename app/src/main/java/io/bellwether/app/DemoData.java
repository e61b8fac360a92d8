package io.bellwether.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.bellwether.app.settings.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The shipped events, up to a day of publication. */
final class DemoData {

    private static final List<String> FILES = List.of("sales.jsonl", "capacity.jsonl", "announcements.jsonl");

    /** What makers said of the month after the shipped events: the year's end, which only forecasts are compared with. */
    static final String YEAR_END = "/score/december-2024.jsonl";

    private DemoData() {}

    /**
     * Writes the events published by the end of that day (UTC) into a folder, one file per type.
     *
     * @return the number of events
     */
    static int write(Path folder, LocalDate until) {
        try {
            Files.createDirectories(folder);
            int count = 0;
            for (String name : FILES) {
                count += write(name, folder.resolve(name), until);
            }
            return count;
        } catch (IOException e) {
            throw new Failure("the demo's events cannot be written to " + folder + ": " + e, e);
        }
    }

    /** The same by the day (UTC) on which they were published. */
    static SortedMap<LocalDate, List<String>> byDay(LocalDate until) {
        SortedMap<LocalDate, List<String>> days = new TreeMap<>();
        try {
            for (String name : FILES) {
                read(
                        name,
                        until,
                        (day, line) -> days.computeIfAbsent(day, key -> new ArrayList<>())
                                .add(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped events cannot be read", e);
        }
        return days;
    }

    private static int write(String name, Path file, LocalDate until) throws IOException {
        List<String> lines = new ArrayList<>();
        read(name, until, (day, line) -> lines.add(line));
        Files.write(file, lines);
        return lines.size();
    }

    private static void read(String name, LocalDate until, BiConsumer<LocalDate, String> action) throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource(name), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // Instants in the shipped files are in UTC, so that they begin with their day.
                LocalDate day = LocalDate.parse(
                        json.readTree(line).path("published_at").asText().substring(0, 10));
                if (!day.isAfter(until)) {
                    action.accept(day, line);
                }
            }
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(DemoData.class.getResourceAsStream("/data/" + name), name);
    }
}
