package io.bellwether.app;

import io.bellwether.app.settings.Logging;
import io.bellwether.app.settings.Settings;
import io.bellwether.producer.publish.PublishSettings;
import io.bellwether.producer.publish.TopicSource;
import io.bellwether.producer.publish.TopicSource.Batch;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes what stands on a topic as JSON. */
@Command(
        name = "topic",
        description = {
            "Publishes the events that stand on a topic as JSON, one a record, exactly once.",
            "They have the shape of event files, as Kafka Connect's JsonConverter writes it, with or without its schema."
                    + " Start as many as the topic has partitions. Refused records become dead letters."
        })
final class IngestTopicVerb implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final int QUIET_POLLS = 10;

    private final Context context;

    @Parameters(paramLabel = "NAME", description = "The topic, as it is called: --topic-prefix is not put before it.")
    private String topic = "";

    @Option(names = "--once", description = "End when nothing has come for five seconds.")
    private boolean once;

    @Mixin
    private NameOptions names = new NameOptions();

    @Mixin
    private RefusalOptions refusals = new RefusalOptions();

    private @Nullable TopicSource source;
    private long accepted;
    private long refused;

    IngestTopicVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Logging.toStandardError();
        Settings settings = context.settings();
        new Cluster(settings).requireBroker();
        PublishSettings publish =
                settings.publishing(names.intake(false, context.console().err()));
        try (StopSignal stop = StopSignal.install()) {
            source = TopicSource.open(publish, topic);
            context.console().out().println("reading " + topic);
            if (once) {
                int quiet = 0;
                while (quiet < QUIET_POLLS && !stop.requested()) {
                    quiet = step(publish) ? 0 : quiet + 1;
                }
            } else {
                new IngestLoop(context.console()).run(stop, () -> {
                    step(publish);
                    return Duration.ZERO;
                });
            }
        } finally {
            closeSource();
        }
        context.console().out().println(accepted + " accepted, " + refused + " refused");
        return once ? refusals.status(refused) : 0;
    }

    /** Publishes some; whether there were any. */
    private boolean step(PublishSettings publish) {
        TopicSource open = source == null ? TopicSource.open(publish, topic) : source;
        source = null;
        try {
            Batch batch = open.next(POLL);
            accepted += batch.accepted();
            refused += batch.refused();
            source = open;
            return batch.accepted() + batch.refused() > 0;
        } finally {
            if (source == null) {
                // It failed, and is of no more use.
                open.close();
            }
        }
    }

    private void closeSource() {
        if (source != null) {
            source.close();
        }
    }
}
