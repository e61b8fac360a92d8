package io.bellwether.app.terminal;

import java.util.ArrayList;
import java.util.List;

/** Where a text may be broken into lines: at blanks, behind underscores, and between characters of double width. */
final class LineBreaks {

    private LineBreaks() {}

    /** The parts that stay whole, each with the blank behind it left out. */
    static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        parts(text).forEach(part -> pieces.add(part.stripTrailing()));
        return pieces;
    }

    /** Lines that are as wide as this at most, if each piece is. */
    static List<String> within(String text, int width) {
        if (DisplayWidth.of(text) <= width) {
            return List.of(text);
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String part : parts(text)) {
            if (!line.isEmpty() && DisplayWidth.of(line + part.stripTrailing()) > width) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(part);
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int[] codePoints = text.codePoints().toArray();
        for (int i = 0; i < codePoints.length; i++) {
            part.appendCodePoint(codePoints[i]);
            boolean last = i + 1 == codePoints.length;
            if (last || codePoints[i] == ' ' || codePoints[i] == '_' || isWide(codePoints[i], codePoints[i + 1])) {
                parts.add(part.toString());
                part.setLength(0);
            }
        }
        return parts;
    }

    private static boolean isWide(int before, int after) {
        return DisplayWidth.of(before) == 2 && DisplayWidth.of(after) == 2;
    }
}
