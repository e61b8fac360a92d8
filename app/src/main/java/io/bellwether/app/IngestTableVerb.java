package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Logging;
import io.bellwether.app.settings.Settings;
import io.bellwether.app.terminal.PublishProgress;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.publish.PublishSummary;
import io.bellwether.producer.publish.Publisher;
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
    private NameOptions names = new NameOptions();

    @Mixin
    private TextFlags text = new TextFlags();

    @Mixin
    private RefusalOptions refusals = new RefusalOptions();

    @Option(names = "--dry-run", description = "Only validate; needs no cluster.")
    private boolean dryRun;

    IngestTableVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Logging.toStandardError();
        PrintStream err = context.console().err();
        // The mapping itself, which a person wrote or read, says what the brands are.
        IntakeOptions intake = names.intake(true, err).withText(text.options());
        TableMappingFile.Accepted map = mapping == null ? null : require(mapping, err);
        List<EventSource> sources = files.stream()
                .map(file -> map == null ? Tables.ofEvents(file) : Tables.source(file, map))
                .toList();
        PublishSummary summary;
        try (PublishProgress progress = new PublishProgress(context.console())) {
            if (dryRun) {
                summary = Publisher.dryRun(sources, intake, progress);
            } else {
                Settings settings = context.settings();
                new Cluster(settings).requireBroker();
                try (Publisher publisher = Publisher.connect(settings.publishing(intake))) {
                    summary = publisher.publish(sources, progress);
                }
            }
        }
        PublishVerb.print(context.console(), summary);
        if (dryRun) {
            context.console().out().println("dry run: nothing was published");
        }
        return refusals.status(summary.refused());
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
