package io.bellwether.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.alert.FactType;
import io.bellwether.domain.alert.Facts;
import io.bellwether.domain.alert.Scope;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FactsTest {

    @Test
    void shouldDeclareExactlyTheFactsThatSubjectsHave() {
        Map<Scope, Set<String>> seen = new EnumMap<>(Scope.class);

        EverySubject.of(100, subject -> {
            Set<String> names = seen.computeIfAbsent(subject.id().scope(), scope -> new TreeSet<>());
            Map<String, FactType> declared = Facts.of(subject.id().scope());
            subject.facts().forEach((name, value) -> {
                names.add(name);
                if (value != null) {
                    assertThat(value instanceof Number)
                            .as("%s of %s", name, subject.id().scope())
                            .isEqualTo(declared.get(name).isNumber());
                    assertThat(value).isInstanceOfAny(Number.class, String.class, LocalDate.class);
                }
            });
        });

        for (Scope scope : Scope.values()) {
            assertThat(seen.get(scope))
                    .as("%s", scope)
                    .isEqualTo(new TreeSet<>(Facts.of(scope).keySet()));
        }
    }
}
