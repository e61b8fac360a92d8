package io.bellwether.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Logging;
import io.bellwether.app.settings.Settings;
import io.bellwether.app.settings.UsageError;
import io.bellwether.producer.format.EventFormat;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.publish.EventFinder;
import io.bellwether.producer.publish.Progress;
import io.bellwether.producer.publish.PublishSettings;
import io.bellwether.producer.publish.PublishSummary;
import io.bellwether.producer.publish.Publisher;
import io.bellwether.schemas.EventFields;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes an event back. */
@Command(
        name = "retract",
        description = {
            "Publishes a retraction of an event.",
            "WITHDRAWN: from now on it counts for nothing, as of earlier days it still does. VOID: it "
                    + "never should have counted, and counts on no day. What is retracted is still listed."
        })
final class RetractVerb implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "EVENT_ID", description = "Of the event that is taken back.")
    private String eventId = "";

    @Option(names = "--kind", paramLabel = "KIND", required = true, description = "withdrawn or void.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Kind kind;

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; shown with the event.")
    private String reason = "";

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "Who takes it back: the source of the event, or desk; default desk.")
    private String source = "desk";

    @Option(
            names = "--brand",
            paramLabel = "BRAND",
            description = "Of the event; needed where events of several brands have the id, or none has it yet.")
    private @Nullable String brand;

    RetractVerb(Context context) {
        this.context = context;
    }

    /** What a retraction means. */
    private enum Kind {
        WITHDRAWN,
        VOID
    }

    @Override
    public Integer call() {
        Logging.toStandardError();
        Settings settings = context.settings();
        new Cluster(settings).requireBroker();
        PublishSettings publish = settings.publishing();
        String ofBrand = brand == null ? brandOf(publish) : brand;
        byte[] line = retraction(ofBrand).toString().getBytes(StandardCharsets.UTF_8);
        PublishSummary summary;
        try (Publisher publisher = Publisher.connect(publish)) {
            summary = publisher.publish(
                    List.of(EventSource.of("retract", EventFormat.JSON_LINES, new ByteArrayInputStream(line))),
                    Progress.none());
        }
        if (summary.refused() > 0) {
            throw new Failure("refused: "
                    + summary.refusals().stream()
                            .map(DeadLettersVerb::printable)
                            .collect(Collectors.joining("; ")));
        }
        context.console()
                .out()
                .println("retracted " + DeadLettersVerb.printable(eventId) + " of " + ofBrand + " as " + kind);
        return 0;
    }

    private String brandOf(PublishSettings publish) {
        List<String> brands = EventFinder.find(publish, eventId).stream()
                .map((SpecificRecord event) -> EventFields.brand(event))
                .sorted()
                .toList();
        if (brands.isEmpty()) {
            throw new Failure("there is no event " + DeadLettersVerb.printable(eventId)
                    + "; to retract it before it arrives, name its brand with --brand");
        }
        if (brands.size() > 1) {
            throw new UsageError("events of " + String.join(", ", brands) + " have the id "
                    + DeadLettersVerb.printable(eventId) + "; say which by --brand");
        }
        return brands.get(0);
    }

    private ObjectNode retraction(String ofBrand) {
        ObjectNode event = new ObjectMapper().createObjectNode();
        event.put("type", "announcement");
        event.put("brand", ofBrand);
        event.put("headline", kind == Kind.VOID ? "Void: " + eventId : "Withdrawn: " + eventId);
        event.put("source", source);
        // A retraction has no figure that a better tier could outrank.
        event.put("source_tier", "MEDIA");
        event.put("published_at", Instant.now().toString());
        ObjectNode detail = event.putObject("detail");
        detail.put("type", "retraction");
        detail.put("event_id", eventId);
        detail.put("kind", kind.name());
        detail.put("reason", reason);
        return event;
    }
}
