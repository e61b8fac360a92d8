package io.bellwether.app;

import io.bellwether.app.settings.Settings;
import io.bellwether.app.terminal.Console;
import io.bellwether.app.terminal.PublishProgress;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.publish.Progress;
import io.bellwether.producer.publish.PublishSummary;
import io.bellwether.producer.publish.Publisher;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Publishes what files hold, once: the options of the verbs that do, and what they print. */
final class FilePublishing {

    @Mixin
    private NameOptions names = new NameOptions();

    @Mixin
    private TextFlags text = new TextFlags();

    @Mixin
    private RefusalOptions refusals = new RefusalOptions();

    @Option(names = "--dry-run", description = "Only validate; needs no cluster.")
    private boolean dryRun;

    /** How events are understood. */
    IntakeOptions intake(Console console) {
        return names.intake(true, console.err()).withText(text.options());
    }

    /** Publishes, or only validates; the exit status. */
    int publish(Context context, List<EventSource> sources, IntakeOptions intake) {
        PublishSummary summary;
        try (PublishProgress progress = new PublishProgress(context.console())) {
            summary = dryRun
                    ? Publisher.dryRun(sources, intake, progress)
                    : publish(context.settings(), sources, intake, progress);
        }
        print(context.console(), summary);
        if (dryRun) {
            context.console().out().println("dry run: nothing was published");
        }
        return refusals.status(summary.refused());
    }

    private static PublishSummary publish(
            Settings settings, List<EventSource> sources, IntakeOptions intake, Progress progress) {
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
