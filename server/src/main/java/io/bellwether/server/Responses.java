package io.bellwether.server;

import io.bellwether.streams.query.Freshness;
import io.javalin.http.Context;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Writes answers and problems. */
final class Responses {

    static final String POSITION = "Bellwether-Position";
    static final String LAG = "Bellwether-Lag";
    static final String STALE = "Bellwether-Stale";

    private static final String RETRY_AFTER_SECONDS = "1";
    private static final int TAG_BYTES = 12;

    private Responses() {}

    /** An answer with its freshness; 304 if the client has it already. */
    static void answer(Context context, Object answer, Freshness freshness) {
        answer(context, Json.bytes(answer), "application/json", freshness);
    }

    /** An answer of another type than JSON. */
    static void answer(Context context, byte[] answer, String type, Freshness freshness) {
        context.header(POSITION, freshness.positionText());
        context.header(LAG, Long.toString(freshness.lag()));
        if (freshness.standby()) {
            context.header(STALE, "standby");
        }
        body(context, answer, type);
    }

    /** A body that is revalidated each time; 304 if the client has it already. */
    static void body(Context context, byte[] body, String type) {
        // Weak: the body is the same, its compression may differ.
        String tag = "W/\"" + hash(List.of(body)) + "\"";
        context.header("ETag", tag);
        context.header("Cache-Control", "no-cache");
        if (matches(context.header("If-None-Match"), tag)) {
            context.status(304);
        } else {
            context.contentType(type).result(body);
        }
    }

    /** A hash that identifies these bytes. */
    static String hash(Iterable<byte[]> parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            parts.forEach(digest::update);
            return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), TAG_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static boolean matches(@Nullable String known, String tag) {
        if (known == null) {
            return false;
        }
        String opaque = tag.substring(2);
        return Arrays.stream(known.split(",", -1))
                .map(String::strip)
                .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals(opaque));
    }

    static void problem(Context context, Problem problem) {
        if (problem.retryAfterSeconds() > 0) {
            context.header("Retry-After", Integer.toString(problem.retryAfterSeconds()));
        }
        problem(context, problem.status(), problem.detail());
    }

    static void problem(Context context, int status, @Nullable String detail) {
        problem(context, status, detail, Map.of());
    }

    /** A problem with further members. */
    static void problem(
            Context context, int status, @Nullable String detail, Map<String, ? extends @Nullable Object> more) {
        if (status == 503 && context.res().getHeader("Retry-After") == null) {
            context.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        Map<String, @Nullable Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", HttpStatus.getMessage(status));
        problem.put("status", status);
        problem.put("detail", detail);
        problem.putAll(more);
        AuditTrail.detail(context, String.valueOf(detail));
        context.header("Cache-Control", "no-store");
        context.status(status).contentType("application/problem+json").result(Json.bytes(problem));
    }
}
