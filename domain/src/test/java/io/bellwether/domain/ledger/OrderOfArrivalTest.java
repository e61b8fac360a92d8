package io.bellwether.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Statement;
import io.bellwether.domain.statement.Taxonomy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the order in which statements arrive, and whenever figures are read, the end is the same. */
class OrderOfArrivalTest {

    private static final Taxonomy TABLE = Taxonomy.builder()
            .within("de", "europe")
            .partial("list")
            .spelling("x", "A", "alpha")
            .build();
    private static final List<String> MODELS = List.of("", " model=A", " model=alpha", " model=B_1", " model=b1");
    private static final List<String> REGIONS = List.of("", "", "", " region=de", " region=europe", " region=cn");
    private static final List<String> SOURCES =
            List.of("maker/OFFICIAL", "cpca/ASSOCIATION", "list/MEDIA", "desk/MEDIA", "press/MEDIA");

    /** Random statements about two and a half years. */
    private static List<Statement> history(Random random) {
        List<String> lines = new ArrayList<>();
        int count = 20 + random.nextInt(60);
        for (int i = 0; i < count; i++) {
            lines.add(line(random, count) + " by=" + pick(random, SOURCES) + " at=2026-0" + (1 + random.nextInt(5))
                    + "-1" + random.nextInt(10));
        }
        return Lines.statements(lines.toArray(String[]::new));
    }

    private static String line(Random random, int count) {
        return switch (random.nextInt(14)) {
            case 0 -> (random.nextBoolean() ? "withdraw" : "void") + " e-" + (1 + random.nextInt(count));
            case 1 -> "target " + pick(random, List.of("2024", "2025", "2025-Q1", "2025-03")) + " " + units(random);
            case 2 -> "launch " + pick(random, List.of("A", "B1")) + " on=2024-0" + (1 + random.nextInt(9)) + "-01";
            case 3 -> "break 2025-0" + (1 + random.nextInt(9)) + pick(random, MODELS);
            case 4 -> "quote " + (1 + random.nextInt(30)) + pick(random, MODELS);
            default ->
                pick(random, List.of("DELIVERIES", "DELIVERIES", "DELIVERIES", "ORDERS", "RETAIL"))
                        + " "
                        + period(random)
                        + " "
                        + units(random)
                        + pick(random, List.of("", "", "+", "~"))
                        + pick(random, MODELS)
                        + pick(random, REGIONS);
        };
    }

    private static String period(Random random) {
        int first = 1 + random.nextInt(9);
        String year = pick(random, List.of("2024", "2025"));
        return switch (random.nextInt(6)) {
            case 0 -> year + "-Q" + (1 + random.nextInt(4));
            case 1 -> year + "-0" + first + ".." + year + "-" + (10 + random.nextInt(3));
            case 2 -> year + "-0" + first + "-01.." + year + "-0" + first + "-1" + random.nextInt(9);
            case 3 -> year + "-01.." + year + "-0" + first;
            default -> year + "-0" + first;
        };
    }

    private static int units(Random random) {
        return 10 * random.nextInt(30);
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static String figures(BrandLedger ledger) {
        StringBuilder all = new StringBuilder();
        ledger.clearChanges();
        BrandSummary summary = ledger.summary();
        // How many arrived is no figure: whoever adds one twice has it counted twice.
        all.append(summary.toString().replaceFirst("statements=\\d+", ""))
                .append(ledger.evidence(summary.metrics(), Evidence.Limit.ASKED));
        for (String model : ledger.models()) {
            MetricSet metrics = ledger.modelMetrics(model);
            all.append('\n')
                    .append(model)
                    .append(metrics)
                    .append(ledger.modelEvidence(model, metrics, Evidence.Limit.ASKED));
        }
        for (Measure measure : Measure.values()) {
            all.append('\n').append(measure).append(ledger.totalsOf(measure, null));
        }
        return all.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldComeToTheSameInAnyOrder(long start) {
        for (long seed = start * 1_000; seed < start * 1_000 + 60; seed++) {
            // Given a ledger of all at once
            Random random = new Random(seed);
            List<Statement> said = history(random);
            BrandLedger expected = new LedgerReplay(TABLE, Retractions.DESK).fold("x", Knowledge.ALL, said::forEach);

            // When they arrive in another order, some twice, with figures read on the way
            List<Statement> arrival = new ArrayList<>(said);
            arrival.addAll(said.subList(0, said.size() / 4));
            Collections.shuffle(arrival, random);
            BrandLedger ledger = new BrandLedger("x", TABLE, new Retractions(Retractions.DESK));
            List<Statement> arrived = new ArrayList<>();
            Map<String, MetricSet> kept = new TreeMap<>();
            for (Statement statement : arrival) {
                arrived.add(statement);
                ledger.add(statement);
                if (ledger.needsRebuild()) {
                    ledger.rebuild(arrived::forEach);
                }
                if (random.nextInt(5) == 0) {
                    keep(ledger, kept);
                }
            }
            keep(ledger, kept);

            // Then
            assertThat(figures(ledger)).as("seed %d", seed).isEqualTo(figures(expected));
            Map<String, MetricSet> all = new TreeMap<>();
            expected.models().forEach(model -> all.put(model, expected.modelMetrics(model)));
            assertThat(kept).as("changed models, seed %d", seed).isEqualTo(all);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldPassFromDayToDayAsEachDayIsAnsweredByItself(long seed) {
        // Given
        List<Statement> said = history(new Random(seed));
        LedgerReplay replay = new LedgerReplay(TABLE, Retractions.DESK);
        List<LocalDate> days = new ArrayList<>();

        // When
        replay.byDay("x", LocalDate.of(2026, 5, 1), said::forEach, (day, statements, ledger) -> {
            days.add(day);
            BrandLedger fresh = replay.fold("x", Knowledge.asOf(day), said::forEach);

            // Then
            assertThat(figures(ledger)).as("seed %d, %s", seed, day).isEqualTo(figures(fresh));
        });
        assertThat(days).isSorted().isNotEmpty();
    }

    /** As the topology does: only models that may have changed are worked out. */
    private static void keep(BrandLedger ledger, Map<String, MetricSet> kept) {
        ledger.removedModels().forEach(kept::remove);
        ledger.changedModels().forEach(model -> kept.put(model, ledger.modelMetrics(model)));
        ledger.summary();
        ledger.clearChanges();
    }
}
