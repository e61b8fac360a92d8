package io.bellwether.consumer;

import io.bellwether.local.LocalBroker;
import java.nio.file.Path;

/** A process to be killed: a broker that clients reach through another port than its own. */
public final class KilledBroker {

    private KilledBroker() {}

    /** Arguments: folder, port, port that clients are told. Says a line when it serves. */
    public static void main(String[] args) throws Exception {
        try (LocalBroker broker =
                LocalBroker.start(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]))) {
            System.out.println(broker.bootstrapServers());
            while (System.in.read() >= 0) {
                // Until the parent has gone.
            }
        }
        System.exit(0);
    }
}
