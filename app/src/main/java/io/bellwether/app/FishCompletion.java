package io.bellwether.app;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish: a line for each verb, option and word, with the verbs before it as its condition. */
final class FishCompletion {

    private static final String HEAD = """
            # Completion of bellwether for fish.
            function __bellwether_at
                set -l verbs
                for word in (commandline -opc)[2..-1]
                    string match -q -- '-*' $word; or set -a verbs $word
                end
                for i in (seq (count $argv))
                    test "$verbs[$i]" = "$argv[$i]"; or return 1
                end
            end
            complete -c bellwether -f
            """;

    private FishCompletion() {}

    static String of(CommandLine program) {
        StringBuilder script = new StringBuilder(HEAD);
        append(script, program, List.of());
        return script.toString();
    }

    private static void append(StringBuilder script, CommandLine line, List<String> path) {
        CommandSpec spec = line.getCommandSpec();
        line.getSubcommands()
                .forEach((name, below) -> complete(script, path, " -a " + name, summary(below.getCommandSpec())));
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                complete(script, path, flags(option), first(option.description()));
            }
        }
        spec.positionalParameters().forEach(parameter -> complete(script, path, words(parameter), ""));
        line.getSubcommands().forEach((name, below) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            append(script, below, longer);
        });
    }

    private static void complete(StringBuilder script, Collection<String> path, String what, String description) {
        if (!what.isEmpty()) {
            script.append("complete -c bellwether -n '__bellwether_at ")
                    .append(String.join(" ", path))
                    .append('\'')
                    .append(what)
                    .append(description.isEmpty() ? "" : " -d " + quoted(description))
                    .append('\n');
        }
    }

    private static String flags(OptionSpec option) {
        StringBuilder flags = new StringBuilder();
        for (String name : option.names()) {
            flags.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        if (option.arity().max() > 0) {
            flags.append(" -r").append(words(option));
        }
        return flags.toString();
    }

    /** What may stand there: the words if they are known, else files where it is one. */
    private static String words(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            return " -a " + quoted(String.join(" ", argument.completionCandidates()));
        }
        return argument.paramLabel().matches("FILE|DIR|PATH|MAP") ? " -F" : "";
    }

    private static String summary(CommandSpec spec) {
        return first(spec.usageMessage().description());
    }

    private static String first(String[] description) {
        return description.length == 0 ? "" : description[0];
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
