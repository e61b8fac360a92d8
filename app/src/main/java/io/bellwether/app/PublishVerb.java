package io.bellwether.app;

import io.bellwether.app.settings.Logging;
import io.bellwether.app.settings.Settings;
import io.bellwether.app.terminal.Console;
import io.bellwether.app.terminal.PublishProgress;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.publish.Progress;
import io.bellwether.producer.publish.PublishSummary;
import io.bellwether.producer.publish.Publisher;
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
    private NameOptions names = new NameOptions();

    @Mixin
    private TextFlags text = new TextFlags();

    @Mixin
    private RefusalOptions refusals = new RefusalOptions();

    @Option(
            names = "--correct",
            description = {
                "What is fed corrects what was published before: published_at is raised to this moment, so that it holds.",
                "Fed again, it is another correction."
            })
    private boolean corrects;

    @Option(names = "--dry-run", description = "Only validate; needs no cluster.")
    private boolean dryRun;

    PublishVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Logging.toStandardError();
        IntakeOptions named = names.intake(true, context.console().err()).withText(text.options());
        IntakeOptions intake = corrects ? named.correcting() : named;
        List<EventSource> sources = EventSources.resolve(paths);
        PublishSummary summary;
        try (PublishProgress progress = new PublishProgress(context.console())) {
            summary = dryRun ? Publisher.dryRun(sources, intake, progress) : publish(sources, intake, progress);
        }
        print(context.console(), summary);
        if (dryRun) {
            context.console().out().println("dry run: nothing was published");
        }
        return refusals.status(summary.refused());
    }

    private PublishSummary publish(List<EventSource> sources, IntakeOptions intake, Progress progress) {
        Settings settings = context.settings();
        new Cluster(settings).requireBroker();
        try (Publisher publisher = Publisher.connect(settings.publishing(intake))) {
            return publisher.publish(sources, progress);
        }
    }

    /** The refusals, then the count. */
    static void print(Console console, PublishSummary summary) {
        summary.refusals().forEach(refusal -> console.err().println("refused  " + refusal));
        long untold = summary.refused() - summary.refusals().size();
        if (untold > 0) {
            console.err().println("refused  " + untold + " more");
        }
        console.out()
                .println(summary.accepted() + " accepted, " + summary.duplicate() + " duplicate, " + summary.refused()
                        + " refused" + (summary.passedOver() > 0 ? ", " + summary.passedOver() + " passed over" : ""));
    }
}
