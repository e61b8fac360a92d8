package io.bellwether.app;

import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The program's command with the verbs below it. A verb that the arguments do not name has its name and description alone:
 * reading the options of all of them takes longer than most verbs run.
 */
final class CommandTree {

    private static final String HELP = "help";

    private final IFactory factory;
    private final Predicate<String> isNamed;

    private CommandTree(IFactory factory, Predicate<String> isNamed) {
        this.factory = factory;
        this.isNamed = isNamed;
    }

    /** The tree as far as these arguments need it; an argument file may name any verb. */
    static CommandLine of(Bellwether program, IFactory factory, List<String> arguments) {
        if (arguments.stream().anyMatch(argument -> argument.startsWith("@"))) {
            return whole(program, factory);
        }
        CommandLine line = new CommandLine(program, factory);
        String first = firstVerb(line.getCommandSpec(), arguments);
        CommandTree tree = new CommandTree(factory, arguments::contains);
        tree.grow(line, Bellwether.class, first.equals(HELP) ? arguments::contains : first::equals);
        return line;
    }

    /** The tree with every option of every verb. */
    static CommandLine whole(Bellwether program, IFactory factory) {
        CommandLine line = new CommandLine(program, factory);
        new CommandTree(factory, name -> true).grow(line, Bellwether.class, name -> true);
        return line;
    }

    /** The first argument that is neither an option nor the value of one; before the verb only the program's own can be. */
    private static String firstVerb(CommandSpec program, List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            OptionSpec option = program.findOption(arguments.get(i));
            if (option != null && option.arity().max() > 0) {
                i++;
            } else if (!arguments.get(i).startsWith("-")) {
                return arguments.get(i);
            }
        }
        return "";
    }

    private void grow(CommandLine line, Class<?> type, Predicate<String> isNamedHere) {
        Verbs verbs = type.getAnnotation(Verbs.class);
        for (Class<?> verb : verbs == null ? new Class<?>[0] : verbs.value()) {
            Command command = verb.getAnnotation(Command.class);
            if (isNamedHere.test(command.name())) {
                CommandLine below = new CommandLine(verb, factory);
                line.addSubcommand(command.name(), below);
                hideUnused(below.getCommandSpec(), verb);
                grow(below, verb, isNamed);
            } else {
                line.addSubcommand(command.name(), outline(command));
            }
        }
    }

    private static CommandSpec outline(Command command) {
        CommandSpec spec = CommandSpec.create().name(command.name());
        spec.usageMessage().description(command.description());
        return spec;
    }

    private static void hideUnused(CommandSpec spec, Class<?> verb) {
        Unused unused = verb.getAnnotation(Unused.class);
        for (String name : unused == null ? new String[0] : unused.value()) {
            OptionSpec option = spec.findOption(name);
            if (option != null) {
                spec.remove(option);
                spec.addOption(OptionSpec.builder(option).hidden(true).build());
            }
        }
    }
}
