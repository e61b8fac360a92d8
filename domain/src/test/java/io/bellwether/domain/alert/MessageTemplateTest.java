package io.bellwether.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageTemplateTest {

    private static final Map<String, Object> FACTS = facts();

    private static Map<String, Object> facts() {
        Map<String, Object> facts = new HashMap<>();
        facts.put("brand", "li-auto $1 \\");
        facts.put("deliveries", 1_234_567L);
        facts.put("growth", 0.045);
        facts.put("fall", -0.305);
        facts.put("technology", "CITY_NOA");
        facts.put("year", 2024);
        facts.put("weeks", 24.25);
        facts.put("due_by", LocalDate.of(2024, 8, 31));
        facts.put("here", "1");
        facts.put("there", "49");
        facts.put("nothing", null);
        return facts;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{brand} sells              | li-auto $1 \\ sells",
                "{deliveries}               | 1,234,567",
                "{year:plain}               | 2024",
                "{year}                     | 2,024",
                "{growth}                   | 0.05",
                "{growth:percent}           | 5%",
                "{fall:percent}             | -31%",
                "{weeks:one} {weeks:two}    | 24.3 24.25",
                "{weeks:round}              | 24",
                "{technology:words}         | city driving",
                "by {due_by}                | by 2024-08-31",
                "{here:coverage}, {there:coverage} | 1 city, 49 cities",
                "{nothing}                  | unknown",
                "{unheard_of:percent}       | unknown",
                "wait[ of {weeks:one} weeks] | wait of 24.3 weeks",
                "wait[ of {nothing} weeks]  | wait",
                "a[ {nothing} {weeks}]b[ {year:plain}]c | ab 2024c",
                "[just words]               | just words",
            })
    void shouldPutFactsInTheirPlaces(String template, String sentence) {
        // Given
        MessageTemplate message = MessageTemplate.of(template);

        // When
        String rendered = message.render(subject(), Function.identity());

        // Then
        assertThat(rendered).isEqualTo(sentence);
    }

    @Test
    void shouldLeaveOutOnlyThePartWithTheUnknownFact() {
        // Given two optional parts, one of which is unknown
        MessageTemplate message = MessageTemplate.of("{brand}[: {nothing} a][: {year:plain} b].");

        // When
        String rendered = message.render(subject(), Function.identity());

        // Then
        assertThat(rendered).isEqualTo("li-auto $1 \\: 2024 b.");
    }

    private static Subject subject() {
        return Subject.of(new SubjectId(Scope.BRAND, "x", "x", null, null), FACTS);
    }
}
