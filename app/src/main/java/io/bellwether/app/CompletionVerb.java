package io.bellwether.app;

import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Completion in a shell. */
@Unused
@Command(
        name = "completion",
        description = {
            "Prints the completion of verbs, options and their words for a shell.",
            "bash: source <(bellwether completion bash); zsh: the same with zsh; fish: bellwether "
                    + "completion fish | source. 'install' does it for bash and fish."
        })
final class CompletionVerb implements Runnable {

    private final Context context;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell = Shell.BASH;

    CompletionVerb(Context context) {
        this.context = context;
    }

    /** The shells that are known. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        /** As it is typed, and shown among the words to complete. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public void run() {
        context.console().out().print(script(shell, context));
    }

    /** The script that a shell reads. */
    static String script(Shell shell, Context context) {
        CommandLine whole = CommandTree.whole(context.program(), new VerbFactory(context));
        return shell == Shell.FISH ? FishCompletion.of(whole) : AutoComplete.bash("bellwether", whole);
    }
}
