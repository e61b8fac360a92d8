package io.bellwether.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.domain.alert.AlertKey;
import io.bellwether.domain.alert.AlertListener;
import io.bellwether.domain.alert.AlertTransition;
import io.bellwether.streams.codec.AlertCodec;
import io.bellwether.streams.topology.SampleAlerts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingStepsTest {

    private final List<String> written = new ArrayList<>();
    private final AlertListener listener = new AlertListener() {

        @Override
        public void onStep(AlertTransition step) {
            written.add("step " + step.subject().name());
        }

        @Override
        public void onRenamed(AlertKey former, AlertTransition now) {
            written.add("renamed " + now.subject().name());
        }

        @Override
        public void onStanding(AlertTransition standing) {
            written.add("standing " + standing.subject().name());
        }
    };

    @Test
    void shouldWriteInPiecesAndInOrder() {
        // Given what one look at the market came to
        PendingSteps steps = new PendingSteps();
        List<AlertTransition> alerts =
                SampleAlerts.open("x", "y").stream().map(AlertCodec::of).toList();
        steps.onStep(alerts.get(0));
        steps.onStanding(alerts.get(1));
        steps.onStep(alerts.get(1));

        // When each piece is over after one
        boolean first = steps.writeTo(listener, () -> true);
        List<String> afterFirst = List.copyOf(written);
        boolean second = steps.writeTo(listener, () -> true);
        boolean third = steps.writeTo(listener, () -> true);
        boolean again = steps.writeTo(listener, () -> false);

        // Then
        assertThat(List.of(first, second, third, again)).containsExactly(false, false, true, true);
        assertThat(afterFirst).containsExactly("step x");
        assertThat(written).containsExactly("step x", "standing y", "step y");
    }
}
