package io.bellwether.server;

import io.bellwether.server.access.Authenticator;
import io.bellwether.server.access.Principal;
import io.bellwether.server.access.Role;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, by a bearer token or the session of the dashboard, and whether it may. Without authentication everybody may do
 * everything. The dashboard's files, which hold no data, and the probes are for everybody.
 */
final class AccessControl {

    /** The cookie of a session: the token itself, so that every instance knows it and revoking the token ends it. */
    static final String COOKIE = "bellwether_session";

    /** The header that a write of a session must carry. */
    static final String CSRF_HEADER = "X-CSRF-Token";

    private static final Set<HandlerType> READS = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);
    private static final String PRINCIPAL = "principal";
    private static final String BEARER = "bearer ";

    private final Authenticator authenticator;

    AccessControl(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** Who sent a request that was let through. */
    static Principal of(Context context) {
        Principal found = context.attribute(PRINCIPAL);
        return found == null ? Authenticator.anybody() : found;
    }

    /** Lets a request through or not, by the endpoint that will answer it. */
    void check(Context context) {
        Endpoint endpoint = context.endpoints().matchedHttpEndpoint();
        Optional<Role> needed = endpoint == null ? Optional.empty() : needed(context.method(), endpoint.path);
        if (!authenticator.isRequired() || needed.isEmpty()) {
            return;
        }
        String bearer = bearer(context);
        String session = bearer == null ? context.cookie(COOKIE) : null;
        String token = bearer == null ? session : bearer;
        Principal principal =
                token == null ? null : authenticator.principal(token).orElse(null);
        if (principal == null) {
            context.header("WWW-Authenticate", "Bearer realm=\"bellwether\"");
            throw Problem.unauthorized(
                    token == null ? "a bearer token is needed" : "the token is not, or no longer, valid");
        }
        context.attribute(PRINCIPAL, principal);
        if (session != null
                && !READS.contains(context.method())
                && !isCsrfToken(context.header(CSRF_HEADER), session)) {
            throw Problem.forbidden("writes of a session need the header " + CSRF_HEADER);
        }
        if (!principal.may(needed.get())) {
            throw Problem.forbidden("the role " + needed.get().text() + " is needed");
        }
    }

    private static @Nullable String bearer(Context context) {
        String header = context.header("Authorization");
        return header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? header.substring(BEARER.length()).strip()
                : null;
    }

    private static boolean isCsrfToken(@Nullable String given, String session) {
        return given != null
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8),
                        Authenticator.csrf(session).getBytes(StandardCharsets.UTF_8));
    }

    /** The role that an endpoint needs; empty if it is for everybody. What is not named here needs the greatest. */
    private static Optional<Role> needed(HandlerType method, String path) {
        if (path.equals(SessionRoutes.PATH) || path.startsWith("/health/")) {
            return Optional.empty();
        }
        if (path.equals(HttpPeers.PATH)) {
            return Optional.empty(); // peers prove themselves otherwise
        }
        if (path.startsWith(DeadLetterRoutes.PATH)) {
            return Optional.of(Role.INGEST); // a letter holds whatever somebody sent
        }
        if (READS.contains(method)) {
            boolean data = path.startsWith("/api/") || path.startsWith("/mcp") || path.equals("/metrics");
            return data ? Optional.of(Role.READ) : Optional.empty();
        }
        if (path.equals("/api/v1/events")) {
            return Optional.of(Role.INGEST);
        }
        if (path.equals("/mcp")) {
            return Optional.of(Role.READ);
        }
        return Optional.of(path.endsWith("/acknowledgement") ? Role.ACKNOWLEDGE : Role.ADMIN);
    }
}
