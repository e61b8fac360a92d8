package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import io.bellwether.config.ConfigError;
import io.bellwether.streams.rules.RuleFile;
import io.bellwether.streams.rules.RulePack;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Rule files as arguments of verbs: a path, or {@code shipped} for the default rules. */
final class RuleFiles {

    static final String SHIPPED = "shipped";

    private RuleFiles() {}

    /** Whether the shipped rules are meant. */
    static boolean isShipped(String file) {
        return file.equals(SHIPPED) && !Files.exists(Path.of(file));
    }

    /** Reads a rule file; {@code shipped} where no file has that name. */
    static RuleFile.Reading read(String file) {
        return isShipped(file) ? new RuleFile.Accepted(RulePack.shipped()) : RuleFile.read(text(Path.of(file)));
    }

    /** The rules of a file; prints every mistake and fails if there is one. */
    static RulePack require(String file, PrintStream err) {
        RuleFile.Reading reading = read(file);
        if (reading instanceof RuleFile.Rejected rejected) {
            print(file, rejected.mistakes(), err);
            throw new Failure(
                    file + " has " + count(rejected.mistakes().size(), "mistake") + " and is refused as a whole");
        }
        return ((RuleFile.Accepted) reading).pack();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new Failure(file + " is no UTF-8 text", e);
        } catch (IOException e) {
            throw new Failure(file + " cannot be read: " + e, e);
        }
    }

    /** {@code file:line:column: rule: message}, one per line. */
    static void print(String file, List<ConfigError> mistakes, PrintStream out) {
        mistakes.forEach(mistake -> out.println(file + ":" + mistake));
    }

    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
