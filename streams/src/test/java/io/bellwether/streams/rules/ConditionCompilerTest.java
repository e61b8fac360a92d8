package io.bellwether.streams.rules;

import static io.bellwether.streams.rules.SampleSubjects.brand;
import static io.bellwether.streams.rules.SampleSubjects.fires;
import static io.bellwether.streams.rules.SampleSubjects.rule;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.bellwether.domain.alert.Rule;
import io.bellwether.domain.alert.Severity;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionCompilerTest {

    /** Of the random cases, so many are tried. */
    private static final int PERCENT = Integer.getInteger("random.percent", 100);

    private static final Map<String, Object> FACTS = Map.of(
            "deliveries",
            1000L,
            "rank",
            2,
            "deliveries_mom",
            -0.3,
            "target",
            120_000L,
            "brand",
            "acme",
            "reference_month",
            "2024-10",
            "as_of",
            LocalDate.of(2024, 11, 11));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deliveries >= 1000",
                "deliveries >= 1000.0",
                "1e3 <= deliveries",
                "rank == 2 && rank == 2.0 && rank != 3",
                "deliveries_mom <= -0.3",
                "deliveries * 2 - 1 > 1998 || deliveries / 2 == 500",
                "brand == 'acme' && brand != \"other\"",
                "brand in ['x', 'acme'] && rank in [1, 2]",
                "reference_month >= '2024-09' && as_of == '2024-11-11'",
                "brand.startsWith('ac') && brand.endsWith('me') && brand.contains('cm')",
                "brand + '!' == 'acme!'",
                "(rank > 1 ? deliveries : target) == 1000",
                "!(rank > 2) && true",
                "-rank == -2"
            })
    void shouldHold(String condition) {
        assertThat(fires(condition, FACTS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders < 1",
                "orders >= 1",
                "orders == 1",
                "orders != 1",
                "1 != orders",
                "orders == orders",
                "orders * 0 == 0",
                "-orders < 1",
                "orders in [1, 2]",
                "rank in [orders]",
                "deliveries < target * orders",
                "ytd_qualifier != 'EXACT'",
                "ytd_qualifier.startsWith('E')",
                "ytd_qualifier + 'x' == 'x'",
                "known(orders)",
                "orders < 1 && rank == 2",
                "orders < 1 || rank == 3",
                "(known(orders) ? orders : 5) > 5",
            })
    void shouldNotHoldOfAnUnknownFact(String condition) {
        assertThat(fires(condition, FACTS)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!(orders < 1)",
                "!(orders >= 1)",
                "!known(orders)",
                "!known(orders) || orders >= 1",
                "orders < 1 || rank == 2",
                "(known(orders) ? orders : 5) == 5",
                "known(orders) == false",
                "!(deliveries / (rank - rank) > 0)",
                "!((rank - rank) / (rank - rank) == 0)",
                "!(deliveries / (rank - rank) < 0 || deliveries / (rank - rank) > 0)"
            })
    void shouldTakeAComparisonWithAnUnknownFactForFalse(String condition) {
        assertThat(fires(condition, FACTS)).isTrue();
    }

    @Test
    void shouldUseParameters() {
        Rule rule = rule("deliveries >= floor && brand == who", "{floor: 1000, who: acme}");

        assertThat(rule.severity(brand(FACTS))).isEqualTo(Severity.INFO);
        assertThat(rule.values(brand(FACTS), Severity.INFO))
                .containsExactly(
                        new Rule.Value("deliveries", "1000", ">= 1000"), new Rule.Value("brand", "acme", "acme"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "deliveries >= 0.9                       ~ deliveries: >= 0.9",
                "0.9 < deliveries                        ~ deliveries: > 0.9",
                "deliveries < 0.9 * target               ~ deliveries: < 0.9 x target; target: null",
                "0.9 * target > deliveries               ~ deliveries: < 0.9 x target; target: null",
                "target_reach_year == reference_year     ~ target_reach_year: = reference_year; reference_year: null",
                "brand == \"a\" || brand in ['b', 'c'] ~ brand: a, b or c",
                "rank in [1, 2]                          ~ rank: 1 or 2",
                "!(rank == 1)                            ~ rank: not = 1",
                "rank != 1                               ~ rank: not 1",
                "!known(orders)                          ~ orders: unknown",
                "!known(orders) || orders > 1          ~ orders: > 1",
                "orders / deliveries > 2                 ~ orders: in orders / deliveries > 2; deliveries: null",
                "deliveries > (orders + 1) * 2           ~ deliveries: > (orders + 1) x 2; orders: null",
                "brand.contains('x')                     ~ brand: contains x",
            })
    void shouldSayWhatIsComparedWithWhat(String condition, String expected) {
        Rule rule = rule(condition);

        assertThat(rule.values(brand(FACTS), Severity.INFO).stream()
                        .map(value -> value.fact() + ": " + value.threshold()))
                .containsExactly(expected.split("; "));
    }

    /** Where everything is known, CEL's own runtime is the reference. */
    @Test
    void shouldAgreeWithTheRuntimeOfCelWhereEveryFactIsKnown() throws Exception {
        CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .addVar("deliveries", SimpleType.DOUBLE)
                .addVar("target", SimpleType.DOUBLE)
                .addVar("brand", SimpleType.STRING)
                .addVar("reference_month", SimpleType.STRING)
                .setResultType(SimpleType.BOOL)
                .build();
        CelRuntime runtime = CelRuntimeFactory.legacyCelRuntimeBuilder().build();
        for (long seed = 0; seed < 5L * PERCENT; seed++) {
            Random random = new Random(seed);
            String condition = condition(random, 3);
            CelAbstractSyntaxTree tree = compiler.compile(condition).getAst();
            Map<String, Object> facts = Map.of(
                    "deliveries",
                    (double) random.nextInt(4),
                    "target",
                    (double) random.nextInt(4),
                    "brand",
                    word(random),
                    "reference_month",
                    word(random));

            assertThat(fires(condition, facts))
                    .as("seed %s: %s of %s", seed, condition, facts)
                    .isEqualTo(runtime.createProgram(tree).eval(facts));
        }
    }

    private static String condition(Random random, int depth) {
        if (depth == 0) {
            return random.nextBoolean()
                    ? number(random, 2) + pick(random, " < ", " <= ", " > ", " >= ", " == ", " != ") + number(random, 2)
                    : switch (random.nextInt(4)) {
                        case 0 -> text(random) + pick(random, " < ", " <= ", " == ", " != ", " >= ") + text(random);
                        case 1 -> text(random) + " in [" + text(random) + ", " + text(random) + "]";
                        case 2 -> number(random, 1) + " in [" + number(random, 1) + "]";
                        default ->
                            text(random) + pick(random, ".contains(", ".startsWith(", ".endsWith(") + text(random)
                                    + ")";
                    };
        }
        return switch (random.nextInt(5)) {
            case 0, 1 -> "(" + condition(random, depth - 1) + " && " + condition(random, depth - 1) + ")";
            case 2 -> "(" + condition(random, depth - 1) + " || " + condition(random, depth - 1) + ")";
            case 3 -> "!(" + condition(random, depth - 1) + ")";
            default ->
                "(" + condition(random, 0) + " ? " + condition(random, depth - 1) + " : " + condition(random, depth - 1)
                        + ")";
        };
    }

    private static String number(Random random, int depth) {
        return depth == 0 || random.nextInt(3) == 0
                ? pick(random, "deliveries", "target", "0.0", "1.0", "-2.5")
                : "(" + number(random, depth - 1) + pick(random, " + ", " - ", " * ") + number(random, depth - 1)
                        + pick(random, ")", ") / 2.0", ") / -0.5");
    }

    private static String text(Random random) {
        return random.nextInt(3) == 0 ? "'" + word(random) + "'" : pick(random, "brand", "reference_month");
    }

    private static String word(Random random) {
        return pick(random, "", "a", "b", "ab", "é");
    }

    private static String pick(Random random, String... all) {
        return List.of(all).get(random.nextInt(all.length));
    }

    @Test
    void shouldNotJoinTextsWithoutEnd() {
        // Given a brand whose name is joined with itself until it is longer than any text of an event
        Map<String, Object> named = Map.of("brand", "x".repeat(180));
        String ten = String.join(" + ", Collections.nCopies(10, "brand"));
        String twelve = String.join(" + ", Collections.nCopies(12, "brand"));

        // When, then the one is a text, the other unknown, and so no comparison with it is true
        assertThat(fires(ten + " != ''", named)).isTrue();
        assertThat(fires(twelve + " != ''", named)).isFalse();
    }
}
