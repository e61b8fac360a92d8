package io.bellwether.server;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/**
 * Bounds what requests with a body hold, whatever their route: each takes a thread until its body is there. So many at a time
 * are taken, so that threads remain for the others, and a part of them of one address. The same for streams. Thread-safe.
 */
final class RequestLimits {

    /** Most requests with a body at once; a fourth of the server's threads. */
    static final int MAX_WRITES = 64;

    /** Most of them of one address. */
    static final int MAX_WRITES_PER_ADDRESS = 16;

    /** Most streams of alerts of one address; of all there are {@link AlertStream#MAX_CLIENTS}. */
    static final int MAX_STREAMS_PER_ADDRESS = 50;

    private static final String WRITER = "address-of-write";
    private static final String QUESTION = "question-of-peer";
    private static final Set<HandlerType> READS = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

    private final Semaphore writes = new Semaphore(MAX_WRITES);
    private final Semaphore questions = new Semaphore(MAX_WRITES);
    private final Counts writers = new Counts();
    private final Counts streams = new Counts();
    private final boolean tellsApart;

    /** @param tellsApart whether clients are told apart by their addresses */
    RequestLimits(boolean tellsApart) {
        this.tellsApart = tellsApart;
    }

    /** Lets a request in; {@link #leave} must follow. */
    void enter(Context context) {
        if (READS.contains(context.method())) {
            return;
        }
        if (context.path().equals(HttpPeers.PATH)) {
            // An instance asks for all of its clients, and what it asks takes no place of a write.
            if (!questions.tryAcquire()) {
                throw Problem.tooMany("more than " + MAX_WRITES + " questions at a time are not taken", 1);
            }
            context.attribute(QUESTION, true);
            return;
        }
        String address = ClientAddress.of(String.valueOf(context.req().getRemoteAddr()));
        if (!writers.add(address, tellsApart ? MAX_WRITES_PER_ADDRESS : MAX_WRITES)) {
            throw Problem.tooMany("no more requests with a body of one address are taken at a time", 1);
        }
        if (!writes.tryAcquire()) {
            writers.remove(address);
            throw Problem.tooMany("more than " + MAX_WRITES + " requests with a body at a time are not taken", 1);
        }
        context.attribute(WRITER, address);
    }

    /** Called once a request is answered. */
    void leave(Context context) {
        if (context.attribute(QUESTION) != null) {
            context.attribute(QUESTION, null);
            questions.release();
        }
        String address = context.attribute(WRITER);
        if (address != null) {
            context.attribute(WRITER, null);
            writers.remove(address);
            writes.release();
        }
    }

    /** Lets a stream in; {@link #endStream} must follow. */
    void beginStream(String address) {
        if (!streams.add(address, tellsApart ? MAX_STREAMS_PER_ADDRESS : AlertStream.MAX_CLIENTS)) {
            throw Problem.tooMany("no more streams of one address are served", 10);
        }
    }

    void endStream(String address) {
        streams.remove(address);
    }

    /** How many each address has. */
    private static final class Counts {

        private final ConcurrentMap<String, Integer> counts = new ConcurrentHashMap<>();

        /** Counts one more, unless there are as many as may be. */
        boolean add(String address, int max) {
            if (counts.merge(address, 1, Integer::sum) > max) {
                remove(address);
                return false;
            }
            return true;
        }

        void remove(String address) {
            counts.computeIfPresent(address, (key, count) -> count > 1 ? count - 1 : null);
        }
    }
}
