package io.bellwether.app;

import io.bellwether.app.settings.Logging;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.format.IntakeOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Feeds files of events to the input topics. */
@Command(
        name = "publish",
        description = {
            "Publishes events from files, from all event files in folders, or from standard input.",
            "A file published again changes nothing, also if the first run was killed half-way. A "
                    + "line that is no valid event is refused with its reason and kept as a dead letter; the "
                    + "rest goes on, and the exit status is 1."
        })
final class PublishVerb implements Callable<Integer> {

    private final Context context;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "JSON (.jsonl, .ndjson, .json) or .csv, .tsv, also with .gz; a folder; '-' for standard input.")
    private List<String> paths = List.of();

    @Mixin
    private FilePublishing files = new FilePublishing();

    @Option(
            names = "--correct",
            description = {
                "What is fed corrects what was published before: published_at is raised to this moment, so that it holds.",
                "Fed again, it is another correction."
            })
    private boolean corrects;

    PublishVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Logging.toStandardError();
        IntakeOptions named = files.intake(context.console());
        IntakeOptions intake = corrects ? named.correcting() : named;
        return files.publish(context, EventSources.resolve(paths), intake);
    }
}
