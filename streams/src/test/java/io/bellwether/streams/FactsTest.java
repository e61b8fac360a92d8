package io.bellwether.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.alert.FactType;
import io.bellwether.domain.alert.Facts;
import io.bellwether.domain.alert.Scope;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FactsTest {

    /** Fewer than twenty would leave subjects of a scope out. */
    private static final int HISTORIES = Math.max(20, Integer.getInteger("random.percent", 100));

    @Test
    void shouldGiveEveryFactAValueOfItsType() {
        // Given subjects of every scope
        Set<Scope> seen = EnumSet.noneOf(Scope.class);

        EverySubject.of(HISTORIES, subject -> {
            seen.add(subject.id().scope());
            Map<String, FactType> declared = Facts.of(subject.id().scope());

            // When
            subject.facts().forEach((name, value) -> {
                // Then
                String fact = name + " of " + subject.id().scope();
                switch (declared.get(name)) {
                    case NUMBER -> assertThat(value).as(fact).isInstanceOf(Number.class);
                    case MONTH ->
                        assertThat(YearMonth.parse(value.toString())).as(fact).hasToString(value.toString());
                    case DAY ->
                        assertThat(LocalDate.parse(value.toString())).as(fact).hasToString(value.toString());
                    case TEXT, PERIOD, BRAND, BRANDS ->
                        assertThat(value)
                                .as(fact)
                                .isInstanceOf(String.class)
                                .asString()
                                .isNotBlank();
                }
            });
        });

        assertThat(seen).contains(Scope.BRAND, Scope.MODEL, Scope.BRAND_TECHNOLOGY, Scope.COMMITMENT);
    }
}
