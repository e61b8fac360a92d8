package io.bellwether.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tables as people keep them. */
@Verbs({TableSuggestVerb.class})
@Unused
@Command(
        name = "table",
        description = "Helps to take in tables as people keep them; 'ingest table' takes them.",
        synopsisSubcommandLabel = "VERB")
final class TableVerb implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which of suggest?");
    }
}
