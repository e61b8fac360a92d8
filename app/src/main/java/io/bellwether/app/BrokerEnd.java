package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import io.bellwether.local.LocalBroker;
import java.io.PrintStream;
import java.nio.file.Path;

/** Ends the program with a sentence where the broker in it would end it without one, as on a full disk. */
final class BrokerEnd {

    private BrokerEnd() {}

    /** From now on. */
    static void install(Path directory, PrintStream err) {
        LocalBroker.onFatal(() -> {
            err.println("bellwether: the broker cannot write to " + directory + " ("
                    + (isFull(directory) ? "the disk is full" : "the disk fails; bellwether.log there says how")
                    + "): mend that and start again; what was accepted is kept");
            err.flush();
            Runtime.getRuntime().halt(Failure.CANNOT_GO_ON);
        });
    }

    private static boolean isFull(Path directory) {
        long usable = directory.toAbsolutePath().toFile().getUsableSpace();
        return usable < FULL_BYTES;
    }

    /** Less than a segment's index needs. */
    private static final long FULL_BYTES = 16L << 20;
}
