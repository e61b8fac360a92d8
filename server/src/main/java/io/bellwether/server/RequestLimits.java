package io.bellwether.server;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/**
 * Bounds what requests with a body hold, whatever their route: each takes a thread until its body is there. So many at a time
 * are taken, so that threads remain for the others. Thread-safe.
 */
final class RequestLimits {

    /** Most requests with a body at once; a fourth of the server's threads. */
    static final int MAX_WRITES = 64;

    /** Most streams of alerts of one address; of all there are {@link AlertStream#MAX_CLIENTS}. */
    static final int MAX_STREAMS_PER_ADDRESS = 50;

    private static final String PERMIT = "write-permit";
    private static final Set<HandlerType> READS = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

    private final Semaphore writes = new Semaphore(MAX_WRITES);
    private final ConcurrentMap<String, Integer> streams = new ConcurrentHashMap<>();

    /** Lets a request in; {@link #leave} must follow. */
    void enter(Context context) {
        if (READS.contains(context.method())) {
            return;
        }
        if (!writes.tryAcquire()) {
            throw Problem.tooMany("more than " + MAX_WRITES + " requests with a body at a time are not taken", 1);
        }
        context.attribute(PERMIT, true);
    }

    /** Called once a request is answered. */
    void leave(Context context) {
        if (context.attribute(PERMIT) != null) {
            context.attribute(PERMIT, null);
            writes.release();
        }
    }

    /** Lets a stream in; {@link #endStream} must follow. */
    void beginStream(String address) {
        int count = streams.merge(address, 1, Integer::sum);
        if (count > MAX_STREAMS_PER_ADDRESS) {
            endStream(address);
            throw Problem.tooMany(
                    "more than " + MAX_STREAMS_PER_ADDRESS + " streams of one address are not served", 10);
        }
    }

    void endStream(String address) {
        streams.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
    }
}
