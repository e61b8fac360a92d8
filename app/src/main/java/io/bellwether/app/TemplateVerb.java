package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Logging;
import io.bellwether.app.settings.UsageError;
import io.bellwether.producer.table.Template;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes a workbook to fill in. */
@Unused
@Command(
        name = "template",
        description = {
            "Writes a workbook (XLSX) of events to fill in.",
            "It has a column for each field of an event, the required ones first and in yellow, lists "
                    + "to choose from, and cells that take dates and whole numbers alone. 'ingest table' takes "
                    + "it as it is."
        })
final class TemplateVerb implements Callable<Integer> {

    private final Context context;

    @Option(names = "--type", paramLabel = "TYPE", description = "sales, capacity or announcement; default sales.")
    private String type = "sales";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The workbook; not over a file that is there.")
    private Path out = Path.of("");

    TemplateVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (!Template.TYPES.contains(type)) {
            throw new UsageError("--type must be one of " + String.join(", ", Template.TYPES) + ", got: " + type);
        }
        Logging.toStandardError();
        try (OutputStream to = Files.newOutputStream(out, StandardOpenOption.CREATE_NEW)) {
            Template.write(to, type);
        } catch (IOException e) {
            throw new Failure("--out " + out + " cannot be written: " + e, e);
        }
        context.console().out().println(out + " is to be filled in; then: bellwether ingest table " + out);
        return 0;
    }
}
