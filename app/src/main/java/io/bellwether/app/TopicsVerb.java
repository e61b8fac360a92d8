package io.bellwether.app;

import io.bellwether.app.settings.Logging;
import io.bellwether.app.settings.UsageError;
import io.bellwether.schemas.TopicSetup;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Creates or checks the topics and subjects on a cluster. */
@Command(
        name = "topics",
        description = {
            "Creates missing topics and schema subjects, and checks the existing ones.",
            "Existing ones are never changed; if one differs from what is required, the status is 1."
        })
final class TopicsVerb implements Callable<Integer> {

    private final Context context;

    @Option(names = "--partitions", paramLabel = "N", description = "Of new topics; default 6.")
    private int partitions = TopicSetup.DEFAULT_PARTITIONS;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "Of new topics; default the cluster's own default.")
    private @Nullable Short replication;

    TopicsVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (partitions < 1) {
            throw new UsageError("--partitions must be 1 or more, got: " + partitions);
        }
        Logging.toStandardError();
        Cluster cluster = new Cluster(context.settings());
        cluster.requireBroker();
        TopicSetup.Report report = cluster.ensureTopics(partitions, Optional.ofNullable(replication));
        PrintStream out = context.console().out();
        report.created().forEach(topic -> out.println("created  " + topic));
        report.present().forEach(topic -> out.println("present  " + topic));
        for (Map.Entry<String, Integer> subject : cluster.ensureSubjects().entrySet()) {
            out.println("subject  " + subject.getKey() + " (schema id " + subject.getValue() + ")");
        }
        report.differences().forEach(difference -> context.console().err().println("bellwether: " + difference));
        return report.differences().isEmpty() ? 0 : 1;
    }
}
