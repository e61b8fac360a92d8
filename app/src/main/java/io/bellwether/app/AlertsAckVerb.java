package io.bellwether.app;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Acknowledges an alert. */
@Unused
@Command(
        name = "ack",
        description = {
            "Acknowledges an alert: a running instance keeps that with the alert until its episode "
                + "ends.",
            "A second acknowledgement replaces the first."
        })
final class AlertsAckVerb implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "ID", description = "The alert's id, as in 'query alerts' and in every sink.")
    private String alertId = "";

    @Option(names = "--note", paramLabel = "TEXT", required = true, description = "A note on the alert.")
    private String note = "";

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who acknowledges it; default ${DEFAULT-VALUE}.",
            defaultValue = "${sys:user.name}")
    private String by = "";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The instance; default $BELLWETHER_URL, else " + InstanceClient.DEFAULT_URL + ".")
    private @Nullable String url;

    AlertsAckVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        InstanceClient.of(url, context)
                .post(
                        "/api/v1/alerts/" + InstanceClient.encoded(alertId) + "/acknowledgement",
                        Map.of("by", by, "note", note));
        context.console().out().println("acknowledged");
        return 0;
    }
}
