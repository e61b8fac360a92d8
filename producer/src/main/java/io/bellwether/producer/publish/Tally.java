package io.bellwether.producer.publish;

import io.bellwether.producer.format.EventLine;
import io.bellwether.schemas.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Counts one run. */
final class Tally {

    private final List<String> refusals = new ArrayList<>();
    private long accepted;
    private long duplicate;
    private long refused;
    private long passedOver;

    void accept() {
        accepted++;
    }

    void duplicate() {
        duplicate++;
    }

    void refuse(EventLine line, Refusal refusal) {
        refused++;
        if (refusals.size() < PublishSummary.MAX_REFUSALS) {
            refusals.add(line.origin() + ":" + line.position() + ": " + refusal);
        }
    }

    void passOver(long more) {
        passedOver += more;
    }

    PublishSummary summary() {
        return new PublishSummary(accepted, duplicate, refused, passedOver, refusals);
    }
}
