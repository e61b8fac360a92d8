package io.bellwether.consumer.pipeline;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sink's thread where the others do not end with it: a sink that fails is closed and opened again, with pauses from
 * a second that double up to 30 s, until a stop is requested. What it has stored is its position, so nothing is lost or
 * told twice meanwhile.
 */
public final class RestartedSink implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(RestartedSink.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Runnable loop;
    private final SinkMeter meter;
    private final String name;
    private final StopRequest stop;

    /** @param loop follows the sink until a stop is requested, or fails; may be run again */
    public RestartedSink(String name, Runnable loop, SinkMeter meter, StopRequest stop) {
        this.name = name;
        this.loop = loop;
        this.meter = meter;
        this.stop = stop;
    }

    @Override
    public void run() {
        Duration pause = FIRST_PAUSE;
        while (!stop.requested()) {
            try {
                loop.run();
            } catch (RuntimeException e) { // of any kind: it is this sink's trouble alone
                if (stop.requested()) {
                    throw e;
                }
                boolean was = meter.isFollowing();
                told(e);
                pause = was ? FIRST_PAUSE : longer(pause);
                stop.await(pause);
            }
        }
    }

    /** Once per reason: an outage of hours is one line. */
    private void told(RuntimeException e) {
        String reason = String.valueOf(e.getMessage());
        if (!reason.equals(meter.trouble())) {
            LOG.atWarn()
                    .setCause(e)
                    .setMessage("a sink failed; it is opened again until it works, the rest goes on")
                    .addKeyValue("sink", name)
                    .addKeyValue("reason", reason)
                    .log();
        }
        meter.restarting(reason);
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
