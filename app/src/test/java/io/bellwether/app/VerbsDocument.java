package io.bellwether.app;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** docs/verbs.md: every verb and option, with the words of its help. */
final class VerbsDocument {

    private static final String HEAD = """
            # Verbs and options

            What `bellwether VERB --help` says, on one page; [options.md](options.md) is the overview, with settings and defaults.
            `CommandTreeTest` keeps this page and the help the same (`-Dverbs.update=true` rewrites it).
            """;

    private VerbsDocument() {}

    static String of(CommandLine program) {
        StringBuilder page = new StringBuilder(HEAD);
        append(page, program);
        return page.toString();
    }

    private static void append(StringBuilder page, CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        page.append("\n## ").append(spec.qualifiedName()).append("\n\n");
        page.append(text(spec.usageMessage().description())).append('\n');
        List<OptionSpec> options = spec.options().stream()
                .filter(option -> !option.hidden() && !option.inherited())
                .filter(option -> spec.parent() == null || !option.longestName().matches("--help|--version"))
                .toList();
        List<PositionalParamSpec> parameters = spec.positionalParameters();
        if (!options.isEmpty() || !parameters.isEmpty()) {
            page.append("\n| | |\n|---|---|\n");
        }
        parameters.forEach(one -> row(page, one.paramLabel(), one.description()));
        options.forEach(one -> row(
                page,
                String.join(", ", one.names()) + (one.arity().max() > 0 ? " " + one.paramLabel() : ""),
                one.description()));
        line.getSubcommands().values().forEach(below -> append(page, below));
    }

    private static void row(StringBuilder page, String name, String[] description) {
        page.append("| `")
                .append(name.replace("|", "\\|"))
                .append("` | ")
                .append(text(description))
                .append(" |\n");
    }

    private static String text(String[] lines) {
        return String.join(" ", lines).replace("|", "\\|").replace("%%", "%").replaceAll("\\$\\{[^}]*}", "yours");
    }
}
