package io.bellwether.producer.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.rometools.rome.io.FeedException;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.format.ParsedEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Damaged feeds: a feed is read whole or is none, no character is made up without a sign, and an item that reads as it did
 * before says what it said before. With {@code -Dfuzz.files=10000} as many of each kind are tried.
 */
class DamagedFeedsTest {

    private static final int FILES = Integer.getInteger("fuzz.files", 250);
    private static final URI URL = URI.create("https://example.org/feed");
    private static final Instant DAY = Instant.parse("2024-11-05T02:00:00Z");
    private static final Path MAPPING = Path.of("src/test/resources/intake/control.yaml");

    private final long seed = Long.getLong("fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** How a feed is written before it is damaged. */
    private enum Written {
        RSS(
                "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>t</title>",
                "<item><title>Kraft delivered %s vehicles in October</title><guid>%s</guid></item>",
                "",
                "</channel></rss>"),
        ATOM(
                "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>t</title>",
                "<entry><title>Kraft delivered %s vehicles in October</title><id>%s</id></entry>",
                "",
                "</feed>"),
        JSON(
                "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[",
                "{\"title\":\"Kraft delivered %s vehicles in October\",\"id\":\"%s\"}",
                ",",
                "]}");

        private final String begin;
        private final String item;
        private final String between;
        private final String end;

        Written(String begin, String item, String between, String end) {
            this.begin = begin;
            this.item = item;
            this.between = between;
            this.end = end;
        }

        private byte[] feed() {
            List<String> items = new ArrayList<>();
            for (int i = 1; i <= 5; i++) {
                items.add(item.formatted("1,00" + i, i));
            }
            return (begin + String.join(between, items) + end).getBytes(StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource(Written.class)
    void shouldReadAFeedWholeOrNotAtAll(Written written) throws IOException {
        FeedMapping mapping = FeedMapping.read(MAPPING);
        byte[] whole = written.feed();
        int read = 0;
        for (int i = 0; i < FILES; i++) {
            // Given
            byte[] damaged = damaged(whole);
            String text = new String(damaged, StandardCharsets.ISO_8859_1);

            // When
            List<FeedItem> items = List.of();
            try {
                items = FeedDocument.items(damaged, null, URL);
                read++;
            } catch (FeedException | IllegalArgumentException e) {
                // refused as a whole
            } catch (RuntimeException e) {
                fail("seed " + seed + ", feed " + i + ": " + text, e);
            }

            // Then each item is events, refusals, or nothing that the mapping knows
            for (FeedItem item : items) {
                boolean asItWas = text.contains("Kraft delivered ")
                        && item.title().matches("Kraft delivered 1,00[1-5] vehicles in October");
                List<ParsedEvent> became = mapping.events(item, DAY, IntakeOptions.DEFAULT);
                assertThat(became)
                        .as("seed %s, feed %s: %s", seed, i, text)
                        .hasSizeBetween(asItWas && !item.isUnreadable() ? 1 : 0, 1);
            }
            boolean bad = !StandardCharsets.UTF_8.newEncoder().canEncode(text) || !isUtf8(damaged);
            assertThat(bad || items.stream().noneMatch(FeedItem::isUnreadable) || text.contains("&#"))
                    .as("seed %s, feed %s: %s", seed, i, text)
                    .isTrue();
        }
        assertThat(read).as("seed " + seed).isGreaterThan(FILES / 20);
    }

    private static boolean isUtf8(byte[] bytes) {
        return Arrays.equals(new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), bytes);
    }

    private byte[] damaged(byte[] feed) {
        byte[] bytes = feed.clone();
        for (int i = random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) (0x80 + random.nextInt(0x80));
                case 1 -> bytes[at] = (byte) "\"<>/&;,{}[]:1".charAt(random.nextInt(13));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
                default -> System.arraycopy(bytes, 0, bytes, at, Math.min(at, bytes.length - at));
            }
        }
        return bytes;
    }
}
