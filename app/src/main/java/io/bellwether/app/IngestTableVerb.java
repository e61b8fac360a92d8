package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Logging;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.table.TableMappingFile;
import io.bellwether.producer.table.Tables;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes tables as people keep them. */
@Command(
        name = "table",
        description = {
            "Publishes the figures of tables (CSV, XLSX, HTML) by a mapping that says what rows and "
                    + "columns mean, each cell once; 'table suggest' proposes one.",
            "A cell that cannot be told is a dead letter with its sheet, place and reason. Without a "
                    + "mapping the columns must be named as those of CSV files of events, as 'template' writes "
                    + "them."
        })
final class IngestTableVerb implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = ".csv, .tsv, .txt, .xlsx or .html.")
    private List<Path> files = List.of();

    @Option(names = "--mapping", paramLabel = "MAP", description = "A YAML file; see docs/guide/csv.md.")
    private @Nullable Path mapping;

    @Mixin
    private FilePublishing publishing = new FilePublishing();

    IngestTableVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Logging.toStandardError();
        PrintStream err = context.console().err();
        // The mapping itself, which a person wrote or read, says what the brands are.
        IntakeOptions intake = publishing.intake(context.console());
        TableMappingFile.Accepted map = mapping == null ? null : require(mapping, err);
        List<EventSource> sources = files.stream()
                .map(file -> map == null ? Tables.ofEvents(file) : Tables.source(file, map))
                .toList();
        return publishing.publish(context, sources, intake);
    }

    /** The mapping of a file; a failure, with every mistake printed before, if it has any. */
    static TableMappingFile.Accepted require(Path file, PrintStream err) {
        TableMappingFile.Reading reading = TableMappingFile.read(RuleFiles.text(file));
        if (reading instanceof TableMappingFile.Rejected rejected) {
            RuleFiles.print(file.toString(), rejected.mistakes(), err);
            throw new Failure(file + " has "
                    + RuleFiles.count(rejected.mistakes().size(), "mistake") + " and is refused as a whole");
        }
        return (TableMappingFile.Accepted) reading;
    }
}
