package io.bellwether.domain.statement;

import java.util.Comparator;

/** The order of texts by Unicode code point, which is not that of {@link String#compareTo} above U+FFFF. */
public final class CodePoints {

    /** Ascending by code point. */
    public static final Comparator<String> ORDER = CodePoints::compare;

    private CodePoints() {}

    /** Compares two texts by code point. */
    public static int compare(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        for (int i = 0; i < shorter; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // Surrogates stand for code points above all other characters, though not in UTF-16 order.
                boolean surrogateA = Character.isSurrogate(a);
                return surrogateA == Character.isSurrogate(b) ? Character.compare(a, b) : surrogateA ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
