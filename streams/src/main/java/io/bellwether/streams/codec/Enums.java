package io.bellwether.streams.codec;

import java.util.EnumMap;
import java.util.Map;

/** Constants of one enum to those of another with the same names. */
final class Enums<A extends Enum<A>, B extends Enum<B>> {

    private final Map<A, B> byName;

    /** Fails at once if a name of {@code from} is missing in {@code to}. */
    Enums(Class<A> from, Class<B> to) {
        byName = new EnumMap<>(from);
        for (A constant : from.getEnumConstants()) {
            byName.put(constant, Enum.valueOf(to, constant.name()));
        }
    }

    B of(A constant) {
        B other = byName.get(constant);
        if (other == null) {
            throw new IllegalArgumentException("no counterpart of " + constant);
        }
        return other;
    }
}
