package io.bellwether.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The events that a pipeline has accepted. */
@Command(
        name = "events",
        description = "Works with the events that a pipeline has accepted.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {EventsExportVerb.class})
final class EventsVerb implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which of export?");
    }
}
