package io.bellwether.app;

import io.bellwether.app.instance.RulesTopic;
import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.Settings;
import io.bellwether.schemas.TopicSetup;
import io.bellwether.schemas.avro.RuleSet;
import io.bellwether.streams.rules.RulePack;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Replaces the rules of a running pipeline. */
@Command(
        name = "apply",
        description = {
            "Publishes a file of rules.",
            "Running instances switch to it at once and all together, without a restart: only alerts "
                    + "that the change affects open, change or are resolved. A file with a mistake is refused "
                    + "as a whole. 'shipped' in place of a file restores the shipped rules."
        })
final class RulesApplyVerb implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Context context;

    @Parameters(paramLabel = "FILE", description = "A YAML file of rules.")
    private String file = "";

    RulesApplyVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        RulePack pack = RuleFiles.require(file, context.console().err());
        RuleSet rules = new RuleSet(
                pack.version(), RuleFiles.isShipped(file) ? RulePack.shippedText() : RuleFiles.text(Path.of(file)));
        boolean isShipped = rules.getFile().equals(RulePack.shippedText());
        if (RulePack.isReserved(pack.version()) && !isShipped) {
            throw new Failure("version " + pack.version() + " is a name of the shipped rules, which these are not: give"
                    + " them another");
        }
        Settings settings = context.settings();
        Cluster cluster = new Cluster(settings);
        cluster.requireBroker();
        cluster.ensureTopics(TopicSetup.DEFAULT_PARTITIONS, Optional.empty());
        cluster.ensureSubjects();
        RulesTopic topic = new RulesTopic(settings);
        PrintStream out = context.console().out();
        Optional<RuleSet> current = topic.current();
        if (current.isPresent() && current.get().equals(rules)) {
            out.println("version " + pack.version() + " is applied already");
            return 0;
        }
        if (!isShipped && topic.others(rules).isPresent()) {
            throw new Failure("version " + pack.version() + " is applied already, with other rules: alerts name the"
                    + " version, so give these another");
        }
        long offset = topic.publish(rules);
        out.println("published version " + pack.version() + ", "
                + RuleFiles.count(pack.rules().size(), "rule"));
        out.println(
                topic.awaitSwitch(offset, PATIENCE)
                        ? "the running instances have switched to it"
                        : "no instance has switched to it yet; those that start will");
        return 0;
    }
}
