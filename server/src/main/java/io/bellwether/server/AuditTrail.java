package io.bellwether.server;

import io.bellwether.server.access.Audit;
import io.bellwether.server.access.Principal;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Enters every write and every refused attempt in the audit; of the latter at most so many a second. */
final class AuditTrail {

    private static final int MAX_REFUSED_PER_SECOND = 100;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final String DETAIL = "audit";
    private static final Set<HandlerType> READS = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 421);

    private final Supplier<Optional<Audit>> audit;
    private final AtomicLong second = new AtomicLong();
    private final AtomicInteger refused = new AtomicInteger();

    AuditTrail(Supplier<Optional<Audit>> audit) {
        this.audit = audit;
    }

    /** What to enter of a request besides who, what and the outcome. */
    static void detail(Context context, String detail) {
        context.attribute(DETAIL, detail);
    }

    /** Called once a request is answered. */
    void answered(Context context, String route) {
        int status = context.statusCode();
        boolean refusal = REFUSALS.contains(status);
        boolean write = !READS.contains(context.method()) && !route.equals(HttpPeers.PATH);
        if ((!refusal && !write) || (status >= 400 && isTooOften())) {
            return;
        }
        Principal principal = AccessControl.of(context);
        String detail = context.attribute(DETAIL);
        Audit.Entry entry = new Audit.Entry(
                Instant.now(),
                status == 401 || (refusal && principal.anonymous()) ? "" : principal.name(),
                context.method().name() + " " + route,
                context.path(),
                status,
                detail == null ? "" : detail,
                String.valueOf(context.req().getRemoteAddr()));
        Audit.log(entry);
        audit.get().ifPresent(topic -> topic.write(entry));
    }

    /** Whoever is refused must not be able to fill the topic. */
    private boolean isTooOften() {
        long now = System.nanoTime() / SECOND_NANOS;
        if (second.getAndSet(now) != now) {
            refused.set(0);
        }
        return refused.incrementAndGet() > MAX_REFUSED_PER_SECOND;
    }
}
