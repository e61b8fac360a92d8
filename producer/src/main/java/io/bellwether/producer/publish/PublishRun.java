package io.bellwether.producer.publish;

import io.bellwether.producer.format.EventLine;
import io.bellwether.producer.format.EventReader;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.producer.format.ParsedEvent.Accepted;
import io.bellwether.producer.format.ParsedEvent.Refused;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the lines of one run over its inputs, finds repeated events, and reports progress. */
final class PublishRun {

    private final Progress progress;
    private final Tally tally = new Tally();
    private final SeenEvents seen = new SeenEvents();
    private @Nullable EventSource source;
    private @Nullable EventReader reader;
    private long lastLine;
    private int sinceStep;

    PublishRun(Progress progress) {
        this.progress = progress;
    }

    void start(EventSource next, EventReader opened) {
        source = next;
        reader = opened;
        lastLine = 0;
    }

    /** Counts a line and answers what of it is to be sent; empty if it repeats an event. */
    Optional<ParsedEvent> count(EventLine line) {
        ParsedEvent result = line.result();
        boolean repeated = false;
        if (result instanceof Accepted accepted) {
            repeated = !seen.add(accepted.event());
            if (repeated) {
                tally.duplicate();
            } else {
                tally.accept();
            }
        } else {
            tally.refuse(line, ((Refused) result).refusal());
        }
        advance(line);
        return repeated ? Optional.empty() : Optional.of(result);
    }

    /**
     * Counts a line that an earlier run has done. Its event is remembered all the same: what repeats it further on was
     * not sent by a run that was not interrupted either.
     */
    void recall(EventLine line) {
        if (line.result() instanceof Accepted accepted) {
            seen.add(accepted.event());
            tally.duplicate();
        } else {
            tally.refuse(line, ((Refused) line.result()).refusal());
        }
        advance(line);
    }

    void finish() {
        step();
    }

    PublishSummary summary() {
        return tally.summary();
    }

    private void advance(EventLine line) {
        lastLine = line.number();
        if (++sinceStep >= Progress.LINES_PER_STEP) {
            step();
        }
    }

    private void step() {
        sinceStep = 0;
        if (source != null && reader != null) {
            progress.at(new Progress.Step(source.name(), lastLine, reader.bytesRead(), source.size(), tally.summary()));
        }
    }
}
