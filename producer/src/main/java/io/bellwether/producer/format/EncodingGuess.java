package io.bellwether.producer.format;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Names the encodings that text which is no UTF-8 is likely in. It is a hint for a person and decides nothing: many texts
 * are text in several encodings.
 */
final class EncodingGuess {

    private static final List<String> EAST_ASIAN = List.of("gb18030", "big5", "euc-kr", "shift_jis");
    private static final List<String> WESTERN =
            List.of("windows-1252", "windows-1250", "iso-8859-15", "windows-1254", "windows-1257");
    private static final List<String> CYRILLIC = List.of("windows-1251", "koi8-r", "windows-1253");

    private static final String JAPANESE = "shift_jis";

    private static final int MAX_NAMED = 3;

    private EncodingGuess() {}

    /** Why bytes that are no UTF-8 are refused. */
    static String reason(byte[] bytes) {
        List<String> all = likely(bytes);
        List<String> likely = all.subList(0, Math.min(MAX_NAMED, all.size()));
        return Utf8.INVALID
                + (likely.isEmpty() ? "" : "; likely " + String.join(" or ", likely) + ", which --encoding names");
    }

    /** The likely encodings, the likeliest first; none if no usual one fits. */
    static List<String> likely(byte[] bytes) {
        int runs = 0;
        int evenRuns = 0;
        int high = 0;
        for (int i = 0; i < bytes.length; i++) {
            int length = 0;
            while (i < bytes.length && bytes[i] < 0) {
                length++;
                i++;
            }
            if (length > 0) {
                runs++;
                high += length;
                evenRuns += length % 2 == 0 ? 1 : 0;
            }
        }
        // Two bytes make a Chinese character, one a letter with an accent; a Cyrillic word is of such letters only.
        List<String> candidates =
                runs == 0 ? List.of() : evenRuns >= 0.8 * runs ? EAST_ASIAN : high > 2 * runs ? CYRILLIC : WESTERN;
        List<String> likely = new ArrayList<>();
        if (runs > 0 && isJapanese(bytes)) {
            likely.add(JAPANESE);
        }
        for (String name : candidates) {
            if (!likely.contains(name) && Charset.isSupported(name) && isText(bytes, Charset.forName(name))) {
                likely.add(name);
            }
        }
        return likely;
    }

    /** Its second bytes may be ASCII, so their number says nothing; its syllables identify it. */
    private static boolean isJapanese(byte[] bytes) {
        if (!Charset.isSupported(JAPANESE) || !isText(bytes, Charset.forName(JAPANESE))) {
            return false;
        }
        int[] other = new String(bytes, Charset.forName(JAPANESE))
                .codePoints()
                .filter(c -> c >= 0x80)
                .toArray();
        long syllables =
                Arrays.stream(other).filter(c -> c >= 0x3040 && c <= 0x30FF).count();
        return syllables * 5 >= other.length;
    }

    private static boolean isText(byte[] bytes, Charset encoding) {
        Optional<String> text = Utf8.decode(bytes, encoding);
        if (text.isEmpty()) {
            // The end may have been cut off within a character.
            text = bytes.length < 2 ? Optional.empty() : Utf8.decode(Arrays.copyOf(bytes, bytes.length - 1), encoding);
        }
        return text.isPresent()
                && text.get().codePoints().filter(c -> c >= 0x80).allMatch(EncodingGuess::isUsual);
    }

    private static boolean isUsual(int c) {
        int type = Character.getType(c);
        boolean halfWidth = c >= 0xFF61 && c <= 0xFFDC;
        return type != Character.CONTROL && type != Character.PRIVATE_USE && type != Character.UNASSIGNED && !halfWidth;
    }
}
