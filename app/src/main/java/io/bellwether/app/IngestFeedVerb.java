package io.bellwether.app;

import io.bellwether.app.settings.Logging;
import io.bellwether.app.settings.Settings;
import io.bellwether.app.settings.UsageError;
import io.bellwether.producer.feed.FeedMapping;
import io.bellwether.producer.feed.FeedSource;
import io.bellwether.producer.publish.PublishSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes what a feed tells. */
@Command(
        name = "feed",
        description = {
            "Publishes what the new items of an RSS, Atom or JSON feed tell, exactly once, by a mapping "
                    + "of regular expressions to fields.",
            "Items that no expression matches are kept as dead letters, to be repaired by hand."
        })
final class IngestFeedVerb implements Callable<Integer> {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,4})([smh])");

    private final Context context;

    @Parameters(paramLabel = "URL", description = "An http or https URL; redirects to other hosts are not followed.")
    private String url = "";

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            required = true,
            description = "A YAML file; see docs/guide/sources.md.")
    private Path mapping = Path.of("");

    @Option(names = "--every", paramLabel = "TIME", description = "How often to ask, as 90s, 15m or 1h; default 15m.")
    private String every = "15m";

    @Option(names = "--once", description = "Ask once, then end; with status 1 if an event was refused.")
    private boolean once;

    @Mixin
    private NameOptions names = new NameOptions();

    @Mixin
    private RefusalOptions refusals = new RefusalOptions();

    IngestFeedVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Duration interval = interval();
        Logging.toStandardError();
        FeedMapping patterns = FeedMapping.read(mapping);
        Settings settings = context.settings();
        PublishSettings publish =
                settings.publishing(names.intake(false, context.console().err()));
        FeedSource feed = new FeedSource(publish, url, patterns, ANSWER_WITHIN);
        new Cluster(settings).requireBroker();
        if (once) {
            return refusals.status(poll(feed).refused());
        }
        try (StopSignal stop = StopSignal.install()) {
            context.console().out().println("following " + url);
            new IngestLoop(context.console()).run(stop, () -> {
                poll(feed);
                return interval;
            });
        }
        return 0;
    }

    private FeedSource.Polled poll(FeedSource feed) {
        FeedSource.Polled polled = feed.poll();
        if (polled.items() > 0 || once) {
            context.console()
                    .out()
                    .println(polled.items() + " new items, " + polled.events() + " events, " + polled.kept()
                            + " kept as dead letters");
        }
        if (polled.passedOver() > 0 && polled.items() > 0) {
            context.console()
                    .err()
                    .println("passed over the " + polled.passedOver() + " oldest items: of a feed the newest "
                            + FeedSource.MAX_ITEMS + " are read");
        }
        return polled;
    }

    private Duration interval() {
        Matcher matcher = DURATION.matcher(every);
        if (!matcher.matches()) {
            throw new UsageError("--every must be like 90s, 15m or 1h, got: " + every);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
