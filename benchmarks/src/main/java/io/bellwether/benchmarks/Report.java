package io.bellwether.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Markdown report that starts with the machine and its settings. */
final class Report {

    private final List<String> lines = new ArrayList<>();

    Report(String title, Options options) {
        JvmFlags flags = options.jvmFlags();
        lines.add("# " + title);
        lines.add("");
        lines.add("- " + Runtime.getRuntime().availableProcessors() + " cores, "
                + System.getProperty("java.vm.name") + " " + Runtime.version() + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        lines.add("- JVM of topology and ceiling: `" + String.join(" ", flags.measured()) + "`");
        lines.add("- JVM of the broker, a process of its own: `"
                + String.join(
                        " ",
                        flags.broker().stream()
                                .filter(flag -> flag.startsWith("-X"))
                                .toList())
                + "`");
        if (!options.settings().isEmpty()) {
            lines.add("- not the product's own settings: `" + String.join(" ", options.settings()) + "`");
        }
    }

    Report note(String text) {
        lines.add("- " + text);
        return this;
    }

    Report table(String... headings) {
        lines.add("");
        row(headings);
        lines.add("|---" + "|--:".repeat(headings.length - 1) + "|");
        return this;
    }

    Report row(String... cells) {
        lines.add("| " + String.join(" | ", cells) + " |");
        return this;
    }

    Report text(String text) {
        lines.add("");
        lines.add(text);
        return this;
    }

    /** Prints it, and writes it to a file. */
    void publish(Path file) {
        String text = String.join("\n", lines) + "\n";
        System.out.print(text);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
