package io.bellwether.consumer;

import java.io.PrintStream;

/** Alerts for people to read, a paragraph each, an empty line between; remembers nothing. */
final class StdoutSink implements AlertSink {

    private final PrintStream out;
    private final AlertText text;

    StdoutSink(PrintStream out, boolean colours) {
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
        for (Transition transition : batch.transitions()) {
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
