package io.bellwether.app;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Acknowledges an alert. */
@Unused
@Command(
        name = "ack",
        description = {
            "Acknowledges an alert: a running instance keeps that with the alert until its episode " + "ends.",
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
            description = "Who acknowledges it, where the instance does not ask for a token; default ${DEFAULT-VALUE}.",
            defaultValue = "${sys:user.name}")
    private String by = "";

    @Mixin
    private InstanceOptions instance = new InstanceOptions();

    AlertsAckVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        instance.client(context)
                .post(
                        "/api/v1/alerts/" + InstanceClient.encoded(alertId) + "/acknowledgement",
                        Map.of("by", by, "note", note));
        context.console().out().println("acknowledged");
        return 0;
    }
}
