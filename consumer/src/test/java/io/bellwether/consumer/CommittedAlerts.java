package io.bellwether.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellwether.consumer.sink.AlertSinkContract;
import io.bellwether.consumer.sink.PositionedAlert;
import io.bellwether.schemas.avro.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What was committed, to be compared with what was written. */
public final class CommittedAlerts {

    private final Map<Integer, List<PositionedAlert>> pending;
    private final List<String> committed = new ArrayList<>();

    public CommittedAlerts(Map<Integer, List<PositionedAlert>> pending) {
        this.pending = pending;
    }

    /** Commits in small transactions, and aborts some others. */
    public void publishSome(AlertsTopic topic, Random random, int limit) {
        int published = 0;
        while (published < limit && pending.values().stream().anyMatch(list -> !list.isEmpty())) {
            int partition = random.nextInt(pending.size());
            List<PositionedAlert> next = pending.get(partition);
            List<PositionedAlert> chosen = List.copyOf(next.subList(0, Math.min(next.size(), random.nextInt(40))));
            if (chosen.isEmpty()) {
                continue;
            }
            Alert[] alerts = chosen.stream().map(PositionedAlert::alert).toArray(Alert[]::new);
            if (random.nextInt(6) == 0) {
                topic.abort(partition, alerts);
            }
            topic.publish(partition, alerts);
            next.subList(0, chosen.size()).clear();
            chosen.forEach(transition -> committed.add(withoutOffset(AlertSinkContract.shown(transition))));
            published += chosen.size();
        }
    }

    public int size() {
        return committed.size();
    }

    public void check(List<String> written, String what) {
        Map<String, List<String>> actual = AlertSinkContract.byPartition(
                written.stream().map(CommittedAlerts::withoutOffset).toList());
        assertThat(actual).as(what).isEqualTo(AlertSinkContract.byPartition(committed));
    }

    /** Offsets are the broker's to give. */
    private static String withoutOffset(String shown) {
        return shown.substring(0, shown.indexOf('/') + 1) + shown.substring(shown.indexOf(' '));
    }
}
