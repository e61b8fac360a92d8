package io.bellwether.app;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Help by a verb. */
@Unused
@Command(name = "help", description = "Shows the help of a verb, as --help does.")
final class HelpVerb implements Runnable {

    @Parameters(
            paramLabel = "VERB",
            arity = "0..*",
            description = "The verb, and what is below it, as 'help query brands'; default the whole program.")
    private List<String> verbs = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine shown = spec.root().commandLine();
        for (String verb : verbs) {
            CommandLine below = shown.getSubcommands().get(verb);
            if (below == null) {
                throw new ParameterException(
                        shown,
                        "no verb '" + verb + "'; known are "
                                + String.join(", ", shown.getSubcommands().keySet()));
            }
            shown = below;
        }
        shown.usage(spec.commandLine().getOut());
    }
}
