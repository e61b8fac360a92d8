package io.bellwether.streams;

import io.bellwether.domain.alert.Condition;
import io.bellwether.domain.alert.MessageTemplate;
import io.bellwether.domain.alert.Rule;
import io.bellwether.domain.alert.Scope;
import io.bellwether.domain.alert.Severity;
import io.bellwether.domain.alert.Subject;
import io.bellwether.streams.reference.RandomHistory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Shows every subject that rules are asked about in random histories. */
final class EverySubject {

    private EverySubject() {}

    static void of(int histories, Consumer<Subject> action) {
        List<Rule> rules = Arrays.stream(Scope.values())
                .map(scope -> new Rule(
                        "WATCH",
                        scope,
                        List.of(new Rule.Level(Severity.INFO, new Watcher(action))),
                        MessageTemplate.of(""),
                        List.of(),
                        Map.of()))
                .toList();
        LongStream.range(0, histories).forEach(seed -> {
            var history = RandomHistory.of(seed);
            DomainRun.of(RandomHistory.arrival(history, seed), Optional.empty(), seed, rules);
        });
    }

    private record Watcher(Consumer<Subject> action) implements Condition {

        @Override
        public boolean holds(Subject subject) {
            action.accept(subject);
            return false;
        }

        @Override
        public void comparisons(Consumer<Comparison> none) {}
    }
}
