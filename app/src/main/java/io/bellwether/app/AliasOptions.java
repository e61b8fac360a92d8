package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import io.bellwether.config.AliasFile;
import io.bellwether.domain.statement.Aliases;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The table of aliases of the verbs that take events in or work out figures. */
final class AliasOptions {

    @Option(
            names = "--aliases",
            paramLabel = "FILE",
            description = {
                "What sources call brands and models, a YAML file that adds to the shipped table and wins over it;",
                "repeatable. See docs/events.md."
            })
    private List<Path> files = List.of();

    /** The shipped table with the files' entries; a failure, with every mistake printed before, if one has any. */
    Aliases table(PrintStream err) {
        Aliases table = AliasFile.shipped();
        for (Path file : files) {
            AliasFile.Reading reading = AliasFile.read(RuleFiles.text(file));
            if (reading instanceof AliasFile.Rejected rejected) {
                RuleFiles.print(file.toString(), rejected.mistakes(), err);
                throw new Failure(file + " has "
                        + RuleFiles.count(rejected.mistakes().size(), "mistake") + " and is refused as a whole");
            }
            try {
                table = table.extendedBy(((AliasFile.Accepted) reading).aliases());
            } catch (IllegalArgumentException e) {
                throw new Failure(file + ": together with the tables before it " + e.getMessage(), e);
            }
        }
        return table;
    }
}
