package io.bellwether.app;

import io.bellwether.app.settings.Logging;
import io.bellwether.app.settings.Settings;
import io.bellwether.app.settings.UsageError;
import io.bellwether.app.terminal.PublishProgress;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.publish.PublishSummary;
import io.bellwether.producer.publish.Publisher;
import io.bellwether.producer.publish.WatchedFolder;
import io.bellwether.producer.publish.WatchedFolder.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes what is dropped into a folder. */
@Command(
        name = "folder",
        description = {
            "Publishes each event file that is dropped into a folder, exactly once.",
            "Then it moves it to 'done' within the folder; a file that cannot be read at all (a broken .gz) goes to"
                    + " 'failed', with its reason beside it. Refused lines become dead letters, as with 'publish'; with"
                    + " --once the exit status is 1 then."
        })
final class IngestFolderVerb implements Callable<Integer> {

    private final Context context;
    private final IngestLoop loop;

    @Parameters(paramLabel = "DIR", description = "Where .jsonl, .ndjson, .json and .csv files appear, also with .gz.")
    private Path directory = Path.of("");

    @Mixin
    private NameOptions names = new NameOptions();

    @Mixin
    private TextFlags text = new TextFlags();

    @Mixin
    private RefusalOptions refusals = new RefusalOptions();

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            description = {
                "A file is complete when its size and time have not changed for so long; default 2. With 0 it is taken",
                "at first sight: for writers that give a file its name by renaming it when it is whole."
            })
    private double settle = 2;

    @Option(names = "--poll", paramLabel = "SECONDS", description = "How often to look; default 1.")
    private double poll = 1;

    @Option(names = "--once", description = "End when every file that is there has been taken.")
    private boolean once;

    private long refused;

    IngestFolderVerb(Context context) {
        this.context = context;
        this.loop = new IngestLoop(context.console());
    }

    @Override
    public Integer call() {
        Duration settleFor = seconds("--settle", settle, 0);
        Duration pollEvery = seconds("--poll", poll, 0.01);
        Logging.toStandardError();
        IntakeOptions intake = names.intake(false, context.console().err()).withText(text.options());
        WatchedFolder folder = WatchedFolder.open(directory, settleFor);
        Settings settings = context.settings();
        new Cluster(settings).requireBroker();
        try (StopSignal stop = StopSignal.install();
                Publisher publisher = Publisher.connect(settings.publishing(intake))) {
            context.console().out().println("watching " + directory);
            if (once) {
                return takeAll(folder, publisher, stop, pollEvery);
            }
            loop.run(stop, () -> {
                round(folder, publisher, stop);
                return pollEvery;
            });
        }
        return 0;
    }

    private int takeAll(WatchedFolder folder, Publisher publisher, StopSignal stop, Duration pollEvery) {
        boolean all = round(folder, publisher, stop);
        while (folder.hasUnsettled() && !stop.awaitFor(pollEvery)) {
            all = round(folder, publisher, stop);
        }
        return all ? refusals.status(refused) : 1;
    }

    /** Takes what is complete; whether nothing failed or has to wait. */
    private boolean round(WatchedFolder folder, Publisher publisher, StopSignal stop) {
        boolean all = true;
        for (Path file : folder.complete()) {
            if (stop.requested()) {
                return false;
            }
            try (PublishProgress progress = new PublishProgress(context.console())) {
                all &= tell(file, folder.take(file, publisher, progress));
            }
        }
        return all;
    }

    private boolean tell(Path file, Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            PublishSummary summary = done.summary();
            context.console().out().print(file.getFileName() + ": ");
            FilePublishing.print(context.console(), summary);
            refused += summary.refused();
            return true;
        }
        if (outcome instanceof Outcome.Failed failed) {
            context.console().err().println("failed   " + failed.reason());
        } else if (outcome instanceof Outcome.Waits waits) {
            loop.tell(waits.reason());
        }
        return outcome instanceof Outcome.Gone;
    }

    private static Duration seconds(String option, double value, double least) {
        if (!(value >= least && value <= 86_400)) {
            throw new UsageError(option + " must be " + least + " to 86400 seconds, got: " + value);
        }
        return Duration.ofMillis(Math.round(value * 1000));
    }
}
