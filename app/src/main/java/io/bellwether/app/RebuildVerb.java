package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Logging;
import io.bellwether.app.settings.Settings;
import io.bellwether.streams.runtime.Rebuild;
import io.bellwether.streams.runtime.StreamsSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets a stopped pipeline make its figures again from the input topics. */
@Command(
        name = "rebuild",
        description = {
            "Lets stopped instances of 'streams' make their figures again from the input topics.",
            "For when partitions of these were raised, or topics created again. The next start reads every event again.",
            "Alerts keep their ids, history and acknowledgements, and none is told twice.",
            "Without --yes it only says what it would do."
        })
final class RebuildVerb implements Callable<Integer> {

    /** What one thread reads on 2 cores from a cold start, rounded down; see docs/benchmarks.md. */
    private static final long RECORDS_PER_SECOND = 50_000;

    private final Context context;

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    RebuildVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Logging.toStandardError();
        Settings settings = context.settings();
        new Cluster(settings).requireBroker();
        try (Admin admin = Admin.create(settings.kafka())) {
            Rebuild rebuild =
                    new Rebuild(admin, new StreamsSettings(settings.topics(), Path.of(""), 1, settings.clients()));
            Rebuild.Plan plan = rebuild.plan();
            PrintStream out = context.console().out();
            plan.topics().forEach(topic -> out.println((yes ? "delete   " : "would delete ") + topic));
            if (yes) {
                rebuild.run(plan);
            }
            out.println("the next start reads " + plan.records() + " events again: "
                    + (plan.records() / RECORDS_PER_SECOND + 1) + " s or so with one instance");
            if (!yes) {
                out.println("nothing was done; --yes does it");
            }
        } catch (IllegalStateException e) {
            throw new Failure(Failure.line(e), e);
        }
        return 0;
    }
}
