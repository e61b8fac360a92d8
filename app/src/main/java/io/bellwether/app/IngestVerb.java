package io.bellwether.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sources that are followed until stopped. */
@Verbs({IngestFolderVerb.class, IngestFeedVerb.class, IngestTopicVerb.class, IngestTableVerb.class})
@Command(
        name = "ingest",
        description = {
            "Follows a source of events, publishing each event exactly once.",
            "It runs until stopped (Ctrl-C); a table is taken once."
        },
        synopsisSubcommandLabel = "SOURCE",
        commandListHeading = "%nSources:%n")
final class IngestVerb implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "which of " + String.join(", ", spec.subcommands().keySet()) + "?");
    }
}
