package io.bellwether.schemas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Two texts of 32 bytes in UTF-8 that MurmurHash3 x64_128 takes for the same under every seed, also amid others, as
 * long as they stand at a multiple of 16 bytes.
 *
 * <p>A block of 16 bytes enters the state (h1, h2) as {@code h1 ^= mix1(k1); h1 = rotl(h1, 27); h1 += h2; h1 = 5 h1 + a;
 * h2 ^= mix2(k2); h2 = rotl(h2, 31); h2 += h1; h2 = 5 h2 + b}. A difference in bit 36 of mix1 is one of the highest bit
 * of h1 after the rotation, which no addition spreads and no odd factor moves; one in bit 32 of mix2 is the same in h2,
 * where that of h1 cancels it. In the next block a difference of the highest bit of mix1 cancels that of h1. Nothing of
 * this depends on the state, so on no seed (Aumasson and Bernstein, SipHash, 2012, on MurmurHash3).
 */
final class MurmurCollision {

    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;

    private static final Pattern HIDDEN = Pattern.compile("[\\p{C}\\p{Z}\\p{M}\uFFFD\u115F\u1160\u3164\uFFA0]");

    final String one;
    final String other;

    /** A pair by a seed. */
    MurmurCollision(long seed) {
        Random random = new Random(seed);
        StringBuilder left = new StringBuilder();
        StringBuilder right = new StringBuilder();
        append(left, right, random, true, 36);
        append(left, right, random, false, 32);
        append(left, right, random, true, 63);
        String end = text(random);
        one = left + end;
        other = right + end;
    }

    /** Appends eight bytes whose mixed values differ in one bit. */
    private static void append(StringBuilder left, StringBuilder right, Random random, boolean first, int bit) {
        while (true) {
            String text = text(random);
            long value = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
            long twin = first ? unmix1(mix1(value) ^ (1L << bit)) : unmix2(mix2(value) ^ (1L << bit));
            String twinText = text(twin);
            if (twinText != null) {
                left.append(text);
                right.append(twinText);
                return;
            }
        }
    }

    /** Eight bytes as text; null if they are none that a name may hold. */
    private static String text(long value) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.putLong(value).flip())
                    .toString();
            return text.codePoints().allMatch(c -> c > ' ' && Character.isBmpCodePoint(c) && Character.isDefined(c))
                            && !HIDDEN.matcher(text).find()
                    ? text
                    : null;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Characters of one to three bytes, eight bytes in all. */
    private static String text(Random random) {
        while (true) {
            StringBuilder text = new StringBuilder();
            int left = Long.BYTES;
            while (left > 0) {
                int size = Math.min(left, 1 + random.nextInt(3));
                int from = size == 1 ? '!' : size == 2 ? 0x80 : 0x800;
                int to = size == 1 ? '~' : size == 2 ? 0x800 : 0xD800;
                text.append((char) (from + random.nextInt(to - from)));
                left -= size;
            }
            String whole = text.toString();
            if (!HIDDEN.matcher(whole).find()) {
                return whole;
            }
        }
    }

    private static long mix1(long value) {
        return Long.rotateLeft(value * C1, 31) * C2;
    }

    private static long unmix1(long mixed) {
        return Long.rotateRight(mixed * inverse(C2), 31) * inverse(C1);
    }

    private static long mix2(long value) {
        return Long.rotateLeft(value * C2, 33) * C1;
    }

    private static long unmix2(long mixed) {
        return Long.rotateRight(mixed * inverse(C1), 33) * inverse(C2);
    }

    /** Modulo 2^64, by Newton's iteration. */
    private static long inverse(long odd) {
        long inverse = odd;
        for (int i = 0; i < 6; i++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }
}
