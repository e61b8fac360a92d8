package io.bellwether.server;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.util.Callback;

/** Ends answers to clients that hardly read them, each of which takes a thread. Bodies have a deadline instead, {@link RequestBody}. */
final class MinimumRate extends MinimumDataRateHandler {

    private static final long ANSWER_BYTES_PER_SECOND = 1_000;

    MinimumRate() {
        super(0, ANSWER_BYTES_PER_SECOND);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Handler next = getHandler();
        // A stream has as much to say as there are alerts; it has a thread of its own, and they are counted.
        if (next != null && Request.getPathInContext(request).equals(AlertRoutes.STREAM)) {
            return next.handle(request, response, callback);
        }
        return super.handle(request, response, callback);
    }
}
