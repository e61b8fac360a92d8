package io.bellwether.config;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A line and column of a file, counted from 1; a column is a code point. */
record SourceLocation(int line, int column) {

    /** The location of a character of a file. */
    static SourceLocation at(String file, int offset) {
        int line = 1;
        int start = 0;
        for (int i = file.indexOf('\n'); i >= 0 && i < offset; i = file.indexOf('\n', i + 1)) {
            line++;
            start = i + 1;
        }
        return new SourceLocation(line, file.codePointCount(start, offset) + 1);
    }

    /**
     * The location in the file of a character of a scalar's value. In the file the value may be quoted or span lines;
     * the characters other than white space are in the same order in both.
     */
    static SourceLocation of(ScalarNode scalar, String file, int offset) {
        String value = scalar.getValue();
        int at = file.offsetByCodePoints(0, scalar.getStartMark().getIndex());
        int end = file.offsetByCodePoints(0, scalar.getEndMark().getIndex());
        ScalarStyle style = scalar.getScalarStyle();
        boolean block = style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
        if (block) {
            at = file.indexOf('\n', at) + 1;
        } else if (style != ScalarStyle.PLAIN) {
            at++;
        }
        char escape = style == ScalarStyle.DOUBLE_QUOTED ? '\\' : style == ScalarStyle.SINGLE_QUOTED ? '\'' : 0;
        at = skipBlank(file, at, end);
        for (int i = 0; i < value.length() && i < offset; i++) {
            if (!Character.isWhitespace(value.charAt(i)) && at < end) {
                at += file.charAt(at) == escape ? 2 : 1;
                at = skipBlank(file, at, end);
            }
        }
        if (offset < value.length() || at < end) {
            return at(file, Math.min(at, end));
        }
        return at(file, Math.max(0, file.substring(0, end).stripTrailing().length()));
    }

    private static int skipBlank(String file, int from, int end) {
        int at = from;
        while (at < end && Character.isWhitespace(file.charAt(at))) {
            at++;
        }
        return at;
    }
}
