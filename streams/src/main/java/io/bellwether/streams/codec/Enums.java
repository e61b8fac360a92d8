package io.bellwether.streams.codec;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Constants of one enum to those of another with the same names. */
final class Enums<A extends Enum<A>, B extends Enum<B>> {

    private final Map<A, B> byName;

    /** Names of {@code from} that are missing in {@code to} have no counterpart. */
    Enums(Class<A> from, Class<B> to) {
        byName = new EnumMap<>(from);
        for (A constant : from.getEnumConstants()) {
            boolean known = Arrays.stream(to.getEnumConstants())
                    .anyMatch(other -> other.name().equals(constant.name()));
            if (known) {
                byName.put(constant, Enum.valueOf(to, constant.name()));
            }
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
