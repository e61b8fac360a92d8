package io.bellwether.app;

import io.bellwether.app.instance.RulesTopic;
import io.bellwether.app.settings.Settings;
import io.bellwether.app.terminal.Console;
import io.bellwether.schemas.avro.RuleSet;
import io.bellwether.streams.rules.RuleFile;
import io.bellwether.streams.rules.RulePack;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks, tests and applies rule files. */
@Verbs({
    RulesVerb.Check.class,
    RulesVerb.Shipped.class,
    RulesVerb.Applied.class,
    RulesTestVerb.class,
    RulesApplyVerb.class
})
@Command(
        name = "rules",
        description = {
            "Checks, tests and applies files of rules.",
            "'backtest --rules' shows the alerts that they would have fired."
        },
        synopsisSubcommandLabel = "VERB")
final class RulesVerb implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which of check, test, apply, applied, shipped?");
    }

    /** Compiles a rule file. */
    @Unused
    @Command(
            name = "check",
            description = {
                "Compiles a file of rules and prints every mistake in it as file:line:column: rule: " + "message.",
                "The status is 1 if there is any."
            })
    static final class Check implements Callable<Integer> {

        private final Context context;

        @Parameters(paramLabel = "FILE", description = "A YAML file of rules.")
        private String file = "";

        Check(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            PrintStream out = context.console().out();
            RuleFile.Reading reading = RuleFiles.read(file);
            if (reading instanceof RuleFile.Rejected rejected) {
                RuleFiles.print(file, rejected.mistakes(), out);
                return 1;
            }
            RulePack pack = ((RuleFile.Accepted) reading).pack();
            out.println(file + ": " + RuleFiles.count(pack.rules().size(), "rule") + ", version " + pack.version());
            return 0;
        }
    }

    /** Prints the shipped rules. */
    @Unused
    @Command(name = "shipped", description = "Prints the file of the default rules, to start your own from.")
    static final class Shipped implements Callable<Integer> {

        private final Context context;

        Shipped(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            context.console().out().print(RulePack.shippedText());
            return 0;
        }
    }

    /** Prints the applied rules. */
    @Command(name = "applied", description = "Prints the file of the rules that a pipeline runs.")
    static final class Applied implements Callable<Integer> {

        private final Context context;

        Applied(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            Settings settings = context.settings();
            new Cluster(settings).requireBroker();
            String file =
                    new RulesTopic(settings).current().map(RuleSet::getFile).orElseGet(RulePack::shippedText);
            Console console = context.console();
            // As it is for a file or a program; a terminal is kept from control characters.
            (console.outIsTerminal() ? console.out() : console.out().unfiltered()).print(file);
            return 0;
        }
    }
}
