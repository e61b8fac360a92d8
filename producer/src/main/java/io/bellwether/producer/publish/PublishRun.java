package io.bellwether.producer.publish;

import io.bellwether.domain.statement.Taxonomy;
import io.bellwether.producer.format.EventLine;
import io.bellwether.producer.format.EventLines;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.producer.format.ParsedEvent.Accepted;
import io.bellwether.producer.format.ParsedEvent.Refused;
import io.bellwether.schemas.EventFields;
import io.bellwether.schemas.EventFingerprints;
import io.bellwether.schemas.EventFingerprints.Match;
import io.bellwether.schemas.Validation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the lines of one run over its inputs, finds repeated events, and reports progress. */
final class PublishRun {

    private final Progress progress;
    private final Tally tally = new Tally();
    /** Most events that are remembered to find repetitions: 50 MB. What comes after them is sent, repeated or not. */
    static final int REMEMBERED = 1_500_000;

    private final EventFingerprints seen = new EventFingerprints(REMEMBERED);
    private final Taxonomy taxonomy;
    private StatementIdentities identities;
    private @Nullable EventSource source;
    private @Nullable EventLines reader;
    private long lastLine;
    private int sinceStep;

    PublishRun(Progress progress, Taxonomy taxonomy) {
        this.progress = progress;
        this.taxonomy = taxonomy;
        identities = new StatementIdentities(taxonomy);
    }

    void start(EventSource next, EventLines opened) {
        source = next;
        identities = new StatementIdentities(taxonomy);
        reader = opened;
        lastLine = 0;
    }

    /** Counts a line and answers what of it is to be sent; empty if it repeats an event. */
    Optional<ParsedEvent> count(EventLine line) {
        Match match = match(line);
        ParsedEvent result = checked(line, match);
        if (result instanceof Refused refused) {
            tally.refuse(line, refused.refusal());
        } else if (match == Match.DUPLICATE) {
            tally.duplicate();
        } else {
            tally.accept();
        }
        advance(line);
        return match == Match.DUPLICATE && !(result instanceof Refused) ? Optional.empty() : Optional.of(result);
    }

    /**
     * Counts a line that an earlier run has done. Its event is remembered all the same: what repeats it further on was
     * not sent by a run that was not interrupted either.
     */
    void recall(EventLine line) {
        if (checked(line, match(line)) instanceof Refused refused) {
            tally.refuse(line, refused.refusal());
        } else {
            tally.duplicate();
        }
        advance(line);
    }

    private Match match(EventLine line) {
        return line.result() instanceof Accepted accepted ? seen.add(accepted.event()) : Match.NEW;
    }

    /**
     * What became of a line beside those before it: the second content of an event id is refused wherever it comes in, and
     * within one input the second figure of one statement at one instant.
     */
    private ParsedEvent checked(EventLine line, Match match) {
        if (!(line.result() instanceof Accepted accepted)) {
            return line.result();
        }
        if (match == Match.CONFLICT) {
            return new Refused(Validation.conflict(EventFields.id(accepted.event())));
        }
        return identities
                .note(accepted.event(), line.number())
                .<ParsedEvent>map(
                        earlier -> new Refused(StatementIdentities.conflict(accepted.event(), "line " + earlier)))
                .orElse(accepted);
    }

    void finish() {
        if (reader != null) {
            tally.passOver(reader.passedOver());
        }
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
