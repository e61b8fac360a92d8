package io.bellwether.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.bellwether.server.access.Authenticator;
import io.bellwether.server.access.Principal;
import io.bellwether.server.access.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The session of the dashboard: POST begins one with a token, GET tells of it, DELETE ends it. */
final class SessionRoutes {

    static final String PATH = "/session";

    private static final int MAX_AGE_SECONDS = 12 * 60 * 60;

    private final Authenticator authenticator;

    SessionRoutes(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    void serve(RoutesConfig routes) {
        routes.get(PATH, context -> tell(context, context.cookie(AccessControl.COOKIE)));
        routes.post(PATH, this::begin);
        routes.delete(PATH, this::end);
    }

    private void begin(Context context) {
        if (!Request.mediaType(context.contentType()).equals("application/json")) {
            throw Problem.unsupported("Content-Type must be application/json");
        }
        JsonNode token = Json.object(RequestBody.read(context)).path("token");
        if (!token.isTextual() || authenticator.principal(token.textValue()).isEmpty()) {
            throw Problem.unauthorized("the token is not, or no longer, valid");
        }
        context.cookie(cookie(context, token.textValue(), MAX_AGE_SECONDS));
        tell(context, token.textValue());
    }

    private void end(Context context) {
        context.cookie(cookie(context, "", 0));
        tell(context, null);
    }

    private void tell(Context context, @Nullable String token) {
        Optional<Principal> principal = token == null ? Optional.empty() : authenticator.principal(token);
        Map<String, @Nullable Object> session = new LinkedHashMap<>();
        session.put("authentication", authenticator.isRequired());
        session.put("principal", principal.map(Principal::name).orElse(null));
        session.put(
                "roles",
                principal
                        .map(known ->
                                known.roles().stream().map(Role::text).sorted().toList())
                        .orElse(List.of()));
        session.put("csrf", principal.isPresent() && token != null ? Authenticator.csrf(token) : null);
        context.header("Cache-Control", "no-store");
        context.contentType("application/json").result(Json.bytes(session));
    }

    /** Not for scripts, nor for requests that other sites cause. */
    private static Cookie cookie(Context context, String value, int maxAgeSeconds) {
        Cookie cookie = new Cookie(AccessControl.COOKIE, value, "/", maxAgeSeconds, false, true, null, SameSite.STRICT);
        cookie.setSecure(context.req().isSecure());
        return cookie;
    }
}
