package io.bellwether.producer.feed;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One item of a feed, as plain text.
 *
 * @param id by which the feed knows it; its link or title where it names none
 * @param published when it was published, else updated; null where it does not say, or not in a form that is understood
 * @param written what stands where that should, if it is not understood
 */
record FeedItem(
        String id,
        String title,
        String summary,
        @Nullable String link,
        @Nullable Instant published,
        @Nullable String written) {

    /** What patterns are sought in. */
    String text() {
        return title + "\n" + summary;
    }

    /** Whether it holds what could not be read: what its text really was, nobody can tell. */
    boolean isUnreadable() {
        return id.indexOf(FeedText.UNREADABLE) >= 0 || text().indexOf(FeedText.UNREADABLE) >= 0;
    }

    /** Another text, date or link under the same id is another item: feeds correct themselves. */
    long fingerprint() {
        return Hashing.sha256().hashString(json(), StandardCharsets.UTF_8).asLong();
    }

    /** As it is kept for a person. */
    String json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", id);
        node.put("title", title);
        node.put("summary", summary);
        node.put("link", link);
        node.put("published", published == null ? null : published.toString());
        if (written != null) {
            node.put("published_as_written", written);
        }
        return node.toString();
    }
}
