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

    /**
     * An item as its feed has it.
     *
     * @param id null or blank where the feed names none
     * @param written the date as written, if there is one
     */
    static FeedItem of(
            @Nullable String id,
            String title,
            String summary,
            @Nullable String link,
            @Nullable Instant published,
            @Nullable String written) {
        return new FeedItem(
                id == null || id.isBlank() ? title : id,
                title,
                summary,
                link,
                published,
                published == null ? written : null);
    }

    /** What patterns are sought in. */
    String text() {
        return title + "\n" + summary;
    }

    /** Whether characters of it could not be decoded: then its text is not known. */
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
