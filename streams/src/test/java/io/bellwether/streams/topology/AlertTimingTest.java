package io.bellwether.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.alert.AlertKey;
import io.bellwether.domain.alert.OpenDays;
import io.bellwether.domain.alert.Scope;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.streams.processor.AlertTiming;
import io.bellwether.streams.processor.CatchUp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts are told when all is taken in, docs/adr/0016-when-alerts-are-told.md. */
class AlertTimingTest {

    private static final String REGISTRY = "timing";
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration LONGER = Duration.ofSeconds(4);
    private static final AlertTiming WHEN_QUIET = new AlertTiming(CatchUp.DONE, null, QUIET, held -> {});
    private static final String[] SLUMP = {
        "x DELIVERIES 2024-02 1000", "x DELIVERIES 2024-03 1000", "x DELIVERIES 2024-04 600"
    };

    @TempDir
    Path directory;

    @Test
    void shouldTellNothingThatEndsAgainWhileHistoryIsLoaded() {
        try (Pipeline pipeline = Pipeline.onDisk(REGISTRY, directory, WHEN_QUIET)) {
            // Given a slump of two brands, of which the next piece knows better of one
            pipeline.publish(SLUMP)
                    .publish("y DELIVERIES 2024-02 1000", "y DELIVERIES 2024-03 1000", "y DELIVERIES 2024-04 600")
                    .settle();
            assertThat(steps(pipeline)).isEmpty();
            assertThat(pipeline.raw(pipeline.topics.view())).isNotEmpty();
            pipeline.pass(QUIET.dividedBy(2))
                    .publish("x DELIVERIES 2024-05 620")
                    .settle();

            // When nothing more comes
            pipeline.pass(QUIET.dividedBy(2));
            assertThat(steps(pipeline)).isEmpty();
            pipeline.pass(LONGER);

            // Then only what stands is told
            assertThat(steps(pipeline)).contains("DELIVERIES_SLUMP y OPENED").noneMatch(step -> step.contains(" x "));
        }
    }

    @Test
    void shouldGoOnWaitingAfterARestartInTheMidstOfHistory() {
        try (Pipeline before = Pipeline.onDisk(REGISTRY, directory, WHEN_QUIET)) {
            before.publish(SLUMP).settle();
            before.leave();
        }
        try (Pipeline after = Pipeline.onDisk(REGISTRY, directory, WHEN_QUIET)) {
            // When another goes on with it
            after.settle();
            assertThat(steps(after)).isEmpty();
            after.pass(LONGER);

            // Then
            assertThat(steps(after)).contains("DELIVERIES_SLUMP x OPENED");
        }
    }

    @Test
    void shouldWaitUntilWhatWasThereIsTakenIn() {
        AtomicBoolean caughtUp = new AtomicBoolean();
        List<Boolean> held = new ArrayList<>();
        AlertTiming timing = new AlertTiming(() -> caughtUp::get, null, Duration.ZERO, held::add);
        try (Pipeline pipeline = Pipeline.onDisk(REGISTRY, directory, timing)) {
            // Given a task that starts behind
            pipeline.publish(SLUMP).settle();
            assertThat(steps(pipeline)).isEmpty();

            // When it has caught up, and nothing else arrives
            caughtUp.set(true);
            pipeline.pass(Duration.ofSeconds(1));

            // Then, and from the next day on again only when all is there
            assertThat(steps(pipeline)).containsExactly("DELIVERIES_SLUMP x OPENED");
            caughtUp.set(false);
            pipeline.onDay("2024-08-20").pass(LONGER);
            assertThat(steps(pipeline)).isEmpty();
            caughtUp.set(true);
            pipeline.pass(Duration.ofSeconds(1));
            assertThat(steps(pipeline)).contains("DATA_GAP x OPENED");
            assertThat(held).containsExactly(true, false, true, false);
        }
    }

    @Test
    void shouldTellSinceWhenAnAlertIsOpenOnceThatIsWorkedOut() {
        List<CompletableFuture<OpenDays>> asked = new ArrayList<>();
        AlertTiming timing = new AlertTiming(
                CatchUp.DONE,
                (before, rules) -> {
                    CompletableFuture<OpenDays> answer = new CompletableFuture<>();
                    asked.add(answer);
                    return answer;
                },
                Duration.ZERO,
                held -> {});
        try (Pipeline pipeline = Pipeline.onDisk(REGISTRY, directory, timing)) {
            // Given days that came at once, and one of them again while they were worked out
            pipeline.publish(SLUMP)
                    .settle()
                    .publish("y DELIVERIES 2024-03 1000")
                    .settle();
            assertThat(asked).hasSize(1);
            asked.get(0).complete(new OpenDays());
            pipeline.pass(LONGER);

            // Then what is worked out without that is not taken
            assertThat(steps(pipeline)).isEmpty();
            assertThat(asked).hasSize(2);

            // When it is worked out with it
            OpenDays days = new OpenDays();
            days.endOfDay(LocalDate.of(2024, 4, 1), Set.of(new AlertKey("DELIVERIES_SLUMP", Scope.BRAND, "x")));
            asked.get(1).complete(days);
            pipeline.pass(LONGER);

            // Then
            assertThat(pipeline.<Alert>read(pipeline.topics.alerts()))
                    .filteredOn(step -> step.value.getRule().equals("DELIVERIES_SLUMP"))
                    .singleElement()
                    .satisfies(step -> assertThat(step.value.getBeganOn()).isEqualTo("2024-04-01"));
            pipeline.leave();
        }
        try (Pipeline after = Pipeline.onDisk(REGISTRY, directory, timing)) {
            // And after a restart it is known without being worked out again
            after.settle().pass(LONGER);
            assertThat(asked).hasSize(2);
            assertThat(after.standing())
                    .filteredOn(alert -> alert.getRule().equals("DELIVERIES_SLUMP"))
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.getBeganOn()).isEqualTo("2024-04-01"));
        }
    }

    private static List<String> steps(Pipeline pipeline) {
        return pipeline.<Alert>read(pipeline.topics.alerts()).stream()
                .map(step -> step.value.getRule() + " " + step.value.getSubject() + " " + step.value.getStatus())
                .toList();
    }
}
