package io.bellwether.domain.statement;

import org.jspecify.annotations.Nullable;

/** How much of the country a technology covers, as a number: cities, or one of two special values. */
public final class Coverage {

    /** Not stated. */
    public static final int NONE = -1;
    /** The whole country: more than any number of cities. */
    public static final int NATIONWIDE = Integer.MAX_VALUE;

    private Coverage() {}

    /** {@code NATIONWIDE}, the number, or null where not stated. */
    public static @Nullable String format(int coverage) {
        return switch (coverage) {
            case NONE -> null;
            case NATIONWIDE -> "NATIONWIDE";
            default -> Integer.toString(coverage);
        };
    }

    /** The inverse of {@link #format}. */
    public static int parse(@Nullable String coverage) {
        if (coverage == null) {
            return NONE;
        }
        return coverage.equals("NATIONWIDE") ? NATIONWIDE : Integer.parseInt(coverage);
    }
}
