package io.bellwether.producer.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.rometools.rome.io.FeedException;
import io.bellwether.producer.format.InputException;
import io.bellwether.producer.format.IntakeOptions;
import java.net.URI;
import java.time.Instant;

/** Feeds, and mappings of feeds: read or refused, and nothing else is thrown. */
class FeedFuzzTest {

    private static final URI URL = URI.create("https://feed.example/news");

    private static final FeedMapping MAPPING = FeedMapping.parse("fuzz", """
            patterns:
              - match: '(?P<units>[0-9][0-9,.]*) cars in (?P<month>[A-Z][a-z]+)'
                event: {type: sales, brand: xiaomi, source: s, source_tier: MEDIA, measure: DELIVERIES,
                        granularity: MONTH, period_start: '{month|month}', units: '{units|number}'}
            """);

    @FuzzTest(maxDuration = "10m")
    void feed(byte[] data) {
        try {
            for (FeedItem item : FeedDocument.items(data, null, URL)) {
                MAPPING.events(item, Instant.EPOCH, IntakeOptions.DEFAULT);
            }
        } catch (FeedException e) {
            // refused
        }
    }

    @FuzzTest(maxDuration = "10m")
    void mapping(byte[] data) {
        try {
            FeedMapping.parse("fuzz", new String(data, UTF_8));
        } catch (InputException e) {
            // refused
        }
    }
}
