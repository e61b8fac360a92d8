package io.bellwether.consumer.text;

import io.bellwether.consumer.sink.AlertBatch;
import io.bellwether.consumer.sink.AlertSink;
import io.bellwether.consumer.sink.DeliveryResult;
import io.bellwether.consumer.sink.Origin;
import io.bellwether.consumer.sink.PositionedAlert;
import io.bellwether.consumer.sink.SinkState;
import java.io.PrintStream;

/** Prints alerts as paragraphs with an empty line in between; stores no position. */
public final class StdoutSink implements AlertSink {

    private final PrintStream out;
    private final AlertText text;

    public StdoutSink(PrintStream out, boolean colours) {
        this.out = out;
        this.text = new AlertText(colours);
    }

    @Override
    public String name() {
        return "stdout";
    }

    @Override
    public SinkState open(Origin origin) {
        return SinkState.none();
    }

    @Override
    public DeliveryResult deliver(AlertBatch batch) {
        for (PositionedAlert transition : batch.transitions()) {
            out.print(text.paragraph(transition.alert()));
            out.print('\n');
        }
        // checkError flushes; a closed pipe (| head) never comes back.
        return out.checkError() ? DeliveryResult.permanent("the output is closed") : DeliveryResult.delivered();
    }

    @Override
    public void close() {
        out.flush();
    }
}
