package io.bellwether.producer.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Resuming rests on line numbers that depend on nothing but the content. */
final class LineSplitterTest {

    /** Of the random cases, so many are tried. */
    private static final int PERCENT = Integer.getInteger("random.percent", 100);

    private static final int MAX_BYTES = 12;

    @Test
    void shouldCutTheSameLinesHoweverTheBytesArrive() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 200 * PERCENT; i++) {
            String text = text(random);
            for (EventFormat format : EventFormat.values()) {
                List<String> atOnce = lines(bytes(text), format);
                List<String> byteByByte = lines(new OneByOne(bytes(text)), format);

                assertThat(byteByByte).as("seed %s: %s", seed, text).isEqualTo(atOnce);
            }
        }
    }

    @Test
    void shouldNumberLinesUpwardsAndLoseNone() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 200 * PERCENT; i++) {
            String text = text(random);
            String[] physical = text.split("\r\n|\r|\n", -1);
            for (EventFormat format : EventFormat.values()) {
                LineSplitter splitter = new LineSplitter(bytes(text), format, MAX_BYTES);
                long last = 0;
                StringBuilder all = new StringBuilder();
                for (RawLine line = splitter.next(); line != null; line = splitter.next()) {
                    String cut = new String(line.bytes(), StandardCharsets.UTF_8);
                    assertThat(line.number()).as("seed %s: %s", seed, text).isGreaterThan(last);
                    last = line.number();
                    String first = cut.split("\r\n|\r|\n", -1)[0];
                    assertThat(physical[(int) last - 1])
                            .as("seed %s: %s", seed, text)
                            .startsWith(first);
                    all.append(cut);
                }
                if (text.length() <= MAX_BYTES) {
                    assertThat(all.toString().replaceAll("\\s", ""))
                            .as("seed %s: %s", seed, text)
                            .isEqualTo(text.replaceAll("\\s", ""));
                }
            }
        }
    }

    @Test
    @Timeout(60)
    void shouldNotTakeForeverOverQuotesThatNeverClose() throws IOException {
        LineSplitter splitter = new LineSplitter(bytes("x\",\"\"\"\n".repeat(150_000)), EventFormat.CSV);

        long lines = 0;
        while (splitter.next() != null) {
            lines++;
        }

        assertThat(lines).isEqualTo(150_000);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            text.append("\"\",\r\n\nabc".charAt(random.nextInt(9)));
        }
        return text.toString();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> lines(InputStream in, EventFormat format) throws IOException {
        LineSplitter splitter = new LineSplitter(in, format, MAX_BYTES);
        List<String> lines = new ArrayList<>();
        for (RawLine line = splitter.next(); line != null; line = splitter.next()) {
            lines.add(line.number() + ":" + new String(line.bytes(), StandardCharsets.UTF_8) + ":" + line.problem());
        }
        return lines;
    }

    /** Hands out a byte at a time, as a slow pipe would. */
    private static final class OneByOne extends FilterInputStream {

        OneByOne(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return super.read(buffer, offset, Math.min(1, length));
        }
    }
}
