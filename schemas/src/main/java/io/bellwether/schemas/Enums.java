package io.bellwether.schemas;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Constants of one enum to those of another with the same names. */
public final class Enums<A extends Enum<A>, B extends Enum<B>> {

    private final Map<A, B> byName;

    /** What a reader sees in place of a symbol of a later schema; it is refused before it could be translated. */
    private static final String UNKNOWN = "UNKNOWN";

    /** Fails at once if a name of {@code from} but UNKNOWN is missing in {@code to}. */
    public Enums(Class<A> from, Class<B> to) {
        byName = new EnumMap<>(from);
        for (A constant : from.getEnumConstants()) {
            if (!constant.name().equals(UNKNOWN) || has(to, UNKNOWN)) {
                byName.put(constant, Enum.valueOf(to, constant.name()));
            }
        }
    }

    private static boolean has(Class<? extends Enum<?>> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .anyMatch(constant -> constant.name().equals(name));
    }

    /** The counterpart of a constant. */
    public B of(A constant) {
        B other = byName.get(constant);
        if (other == null) {
            throw new IllegalArgumentException("no counterpart of " + constant);
        }
        return other;
    }
}
