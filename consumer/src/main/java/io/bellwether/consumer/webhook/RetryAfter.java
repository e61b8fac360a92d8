package io.bellwether.consumer.webhook;

import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/** The header {@code Retry-After} (RFC 9110, 10.2.3): seconds, or a date. */
final class RetryAfter {

    /** Upper bound, whatever the receiver asks for. */
    static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /** How long to wait: zero without a header, for one that is neither, and for a date that is past. */
    static Duration of(@Nullable String header, Instant now) {
        if (header == null) {
            return Duration.ZERO;
        }
        String text = header.strip();
        Duration requested;
        if (text.matches("[0-9]{1,9}")) {
            requested = Duration.ofSeconds(Long.parseLong(text));
        } else {
            Instant date = DateUtils.parseStandardDate(text);
            requested = date == null ? Duration.ZERO : Duration.between(now, date);
        }
        if (requested.isNegative()) {
            return Duration.ZERO;
        }
        return requested.compareTo(LONGEST) > 0 ? LONGEST : requested;
    }
}
