package io.bellwether.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/** The shipped events, as far as they were published by a day. */
final class DemoData {

    private static final List<String> FILES = List.of("sales.jsonl", "capacity.jsonl", "announcements.jsonl");

    private DemoData() {}

    /**
     * Writes the events published by the end of that day (UTC), one file a type, into a folder.
     *
     * @return how many
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

    private static int write(String name, Path file, LocalDate until) throws IOException {
        ObjectMapper json = new ObjectMapper();
        int count = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource(name), StandardCharsets.UTF_8));
                BufferedWriter out = Files.newBufferedWriter(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String publishedAt = json.readTree(line).path("published_at").asText();
                // Instants in the shipped files are in UTC, so that they begin with their day.
                if (!LocalDate.parse(publishedAt.substring(0, 10)).isAfter(until)) {
                    out.write(line);
                    out.write('\n');
                    count++;
                }
            }
        }
        return count;
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(DemoData.class.getResourceAsStream("/data/" + name), name);
    }
}
