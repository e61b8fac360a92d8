package io.bellwether.domain.statement;

import java.text.Normalizer;
import java.util.Locale;

/** Names of models that mean the same one (docs/figures.md#model-names). */
public final class ModelNames {

    private static final int FIRST_FULL_WIDTH = 0xFF01;
    private static final int LAST_FULL_WIDTH = 0xFF5E;
    private static final int FULL_WIDTH_OFFSET = 0xFEE0;
    private static final int MINUS_SIGN = 0x2212;

    private ModelNames() {}

    /**
     * A name without what makes no difference: case, blanks, hyphens and full-width forms. "Model 3", "model-3" and
     * "Ｍｏｄｅｌ３" are all "model3". A name of nothing but blanks and hyphens stays as it is.
     */
    public static String fold(String name) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        StringBuilder folded = new StringBuilder(composed.length());
        composed.codePoints().map(ModelNames::narrow).filter(ModelNames::counts).forEach(folded::appendCodePoint);
        return folded.isEmpty() ? name : folded.toString().toLowerCase(Locale.ROOT);
    }

    private static int narrow(int codePoint) {
        return codePoint >= FIRST_FULL_WIDTH && codePoint <= LAST_FULL_WIDTH
                ? codePoint - FULL_WIDTH_OFFSET
                : codePoint;
    }

    private static boolean counts(int codePoint) {
        return !Character.isWhitespace(codePoint)
                && !Character.isSpaceChar(codePoint)
                && Character.getType(codePoint) != Character.DASH_PUNCTUATION
                && codePoint != MINUS_SIGN;
    }
}
