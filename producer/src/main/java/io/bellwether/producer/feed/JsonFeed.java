package io.bellwether.producer.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rometools.rome.io.FeedException;
import io.bellwether.producer.format.DateFormats;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The items of a JSON Feed (jsonfeed.org, versions 1 and 1.1), in its order. */
final class JsonFeed {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonFeed() {}

    /** Whether a text may be one. */
    static boolean is(String text) {
        return text.stripLeading().startsWith("{");
    }

    static List<FeedItem> items(String text, URI url) throws FeedException {
        JsonNode feed;
        try {
            feed = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new FeedException("is no JSON: " + e.getOriginalMessage(), e);
        }
        if (!feed.path("version").asText().contains("jsonfeed.org")
                || !feed.path("items").isArray()) {
            throw new FeedException("is JSON, but no JSON Feed: it has no version of jsonfeed.org, or no items");
        }
        List<FeedItem> items = new ArrayList<>();
        for (JsonNode item : feed.path("items")) {
            items.add(item(item, url));
        }
        return items;
    }

    private static FeedItem item(JsonNode item, URI url) {
        String title = FeedDocument.plain(text(item, "title"));
        String summary = Stream.of("summary", "content_text", "content_html")
                .map(name -> FeedDocument.plain(text(item, name)))
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("");
        String given = text(item, "url") == null ? text(item, "external_url") : text(item, "url");
        String link = given == null ? null : FeedDocument.resolved(url, given);
        String id = item.path("id").isValueNode() ? item.path("id").asText() : link;
        String written =
                text(item, "date_published") == null ? text(item, "date_modified") : text(item, "date_published");
        Instant published =
                written == null ? null : DateFormats.instant(written.strip()).orElse(null);
        return FeedItem.of(id, title, summary, link, published, written);
    }

    private static @Nullable String text(JsonNode item, String name) {
        return item.path(name).isTextual() ? item.path(name).asText() : null;
    }
}
