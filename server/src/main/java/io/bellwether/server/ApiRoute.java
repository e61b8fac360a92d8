package io.bellwether.server;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Map;

/**
 * A route of the public API: its handler and its documentation.
 *
 * @param path with its parameters in braces
 * @param id operation id, for generated clients
 * @param answer JSON Schema of the answer
 */
record ApiRoute(
        HandlerType method,
        String path,
        String id,
        String summary,
        List<Parameter> parameters,
        Map<String, Object> answer,
        Handler handler) {

    /** Answers a request. */
    @FunctionalInterface
    interface Handler {

        /** Called with parameters of the route only, each once and of bounded length. */
        void handle(Request request, Context context);
    }

    static ApiRoute get(
            String path,
            String id,
            String summary,
            List<Parameter> parameters,
            Map<String, Object> answer,
            Handler handler) {
        return new ApiRoute(HandlerType.GET, path, id, summary, List.copyOf(parameters), answer, handler);
    }

    void serve(Context context) {
        handler.handle(Request.of(context, parameters), context);
    }
}
