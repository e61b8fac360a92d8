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

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "[{nothing} one|{brand} two] ~ li-auto $1 \\ two",
                "[{brand} one|{brand} two]   ~ li-auto $1 \\ one",
                "a[{nothing}|{unheard_of}]b  ~ ab",
                "a[{nothing}| otherwise]     ~ a otherwise",
            })
    void shouldTakeTheFirstAlternativeThatIsKnown(String template, String sentence) {
        assertThat(MessageTemplate.of(template).render(subject(), Function.identity()))
                .isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // facts of a brand as of 11 November 2024
                "{reference_month}            | October",
                "{missing_month}              | November 2023",
                "{next_figure_due}            | 1 December",
                "{three_months}               | August to October",
                "A {three_months}             | A August to October",
                "{quarter}                    | The third quarter of 2024",
                "In {quarter}                 | In the third quarter of 2024",
                "{mismatch_period}            | December 2023 to January",
                "{reference_month:plain}      | 2024-10",
                "{ranked_brands:count} brands | Seven brands",
                "All {ranked_brands:count}    | All seven",
                "One. [{ranked_brands:count} more] | One. Seven more",
                "{order_backlog:about}        | About 113,000",
                "of {order_backlog:about}     | of about 113,000",
                "{order_backlog:three}        | 113,000",
                "{target_probability:chance}  | 1 in 8",
                "a {market_share:chance}      | a very small",
                "{parts_excess:chance}        | 8 in 10",
                "{implausible_factor:factor}  | 1,000 times too high",
                "{conflict_ratio:factor}      | 100,000 times too low",
                "{growth:drop} {growth:percent} | 35% -35%",
                "{mismatch_units:size}        | 1,200",
                "{target_revisions:times} {slips:times} | Twice unknown",
                "x{rank:s}{ranked_brands:s} {rank:is} {ranked_brands:is} | xs is are",
            })
    void shouldPrintWhatPeoplePrint(String template, String sentence) {
        // Given
        Map<String, Object> facts = Map.ofEntries(
                Map.entry("as_of", "2024-11-11"),
                Map.entry("reference_month", "2024-10"),
                Map.entry("missing_month", "2023-11"),
                Map.entry("next_figure_due", "2024-12-01"),
                Map.entry("three_months", "2024-08..2024-10"),
                Map.entry("quarter", "2024-Q3"),
                Map.entry("mismatch_period", "2023-12/2024-01"),
                Map.entry("ranked_brands", 7),
                Map.entry("rank", 1),
                Map.entry("order_backlog", 112_641L),
                Map.entry("target_probability", 0.125),
                Map.entry("market_share", 0.05),
                Map.entry("parts_excess", 0.8),
                Map.entry("implausible_factor", 1e3),
                Map.entry("conflict_ratio", 1e-5),
                Map.entry("growth", -0.35),
                Map.entry("mismatch_units", -1_200L),
                Map.entry("target_revisions", 2));

        // When
        String rendered = MessageTemplate.of(template)
                .render(Subject.of(new SubjectId(Scope.BRAND, "x", "x", null, null), facts), Function.identity());

        // Then
        assertThat(rendered).isEqualTo(sentence);
    }

    @Test
    void shouldCallBrandsByTheirNames() {
        // Given
        Map<String, Object> facts = Map.of(
                "brand", "xpeng",
                "leaders", "li-auto, nio",
                "nationwide_brands", "aito, li-auto, nio, xiaomi, xpeng",
                "first_ahead", "nio");
        Map<String, String> names = Map.of("xpeng", "Xpeng", "li-auto", "Li Auto", "nio", "Nio");

        // When
        String rendered = MessageTemplate.of(
                        "{brand}: {leaders} {leaders:is}; {first_ahead}; {nationwide_brands}, brand{nationwide_brands:s}")
                .render(
                        Subject.of(new SubjectId(Scope.BRAND_TECHNOLOGY, "x/L3", "x", null, "L3"), facts),
                        slug -> names.getOrDefault(slug, slug));

        // Then
        assertThat(rendered).isEqualTo("Xpeng: Li Auto and Nio are; Nio; aito, Li Auto, Nio and two others, brands");
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
