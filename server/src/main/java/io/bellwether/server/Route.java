package io.bellwether.server;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A route of the public API: what serves it and what documents it.
 *
 * @param path with its parameters in braces
 * @param id names it in generated clients
 * @param answer JSON Schema of the answer
 */
record Route(
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

        /** The request's parameters are among the route's own, each once and of a bounded length. */
        void handle(Request request, Context context);
    }

    static Route get(
            String path,
            String id,
            String summary,
            List<Parameter> parameters,
            Map<String, Object> answer,
            Handler handler) {
        return new Route(HandlerType.GET, path, id, summary, List.copyOf(parameters), answer, handler);
    }

    void serve(Context context) {
        handler.handle(Request.of(context, parameters), context);
    }

    @Nullable
    Parameter parameter(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
