package io.bellwether.producer.feed;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.bellwether.producer.format.EventShape;
import io.bellwether.producer.format.Fields;
import io.bellwether.producer.format.IntakeOptions;
import io.bellwether.producer.format.NumberFormat;
import io.bellwether.producer.format.ParsedEvent;
import io.bellwether.producer.format.Shortened;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of an item becomes an event.
 *
 * @param numbers how the feed writes numbers; null: only those that are unambiguous are read
 * @param fields of the event, {@code detail.year} and the like within the detail
 */
record FeedPattern(
        Pattern pattern,
        Map<String, FeedTemplate> fields,
        @Nullable NumberFormat numbers) {

    FeedPattern {
        fields = Map.copyOf(fields);
    }

    /** The event that an item tells; empty if it does not match. */
    Optional<ParsedEvent> event(FeedItem item, Instant publishedAt, IntakeOptions options) {
        Matcher matcher = pattern.matcher(item.text());
        if (!matcher.find()) {
            return Optional.empty();
        }
        Map<String, String> found = new HashMap<>();
        pattern.namedGroups().keySet().forEach(group -> {
            String text = matcher.group(group);
            if (text != null) {
                found.put(group, text);
            }
        });
        LocalDate published = publishedAt.atOffset(ZoneOffset.UTC).toLocalDate();
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("published_at", publishedAt.toString());
        if (item.link() != null) {
            event.put("url", item.link());
        }
        for (Map.Entry<String, FeedTemplate> field : fields.entrySet()) {
            Optional<String> value = field.getValue().fill(found, published, numbers);
            if (value.isEmpty()) {
                return Optional.of(ParsedEvent.Refused.of(
                        field.getKey(),
                        "cannot be told by " + field.getValue() + " from: " + Shortened.shortened(matcher.group())
                                + (numbers == null && field.getValue().readsNumbers()
                                        ? "; where the mark in a number stands between thousands, say so by"
                                                + " number_format in the mapping"
                                        : "")));
            }
            put(event, field.getKey(), value.get());
        }
        return Optional.of(EventShape.parse(Fields.text(event, NumberFormat.PLAIN), options));
    }

    /** An event of these fields as they stand, to see whether there are such fields. */
    static ParsedEvent probe(Map<String, FeedTemplate> fields) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("published_at", "2024-01-01");
        fields.forEach((name, template) -> put(event, name, template.toString()));
        return EventShape.parse(Fields.text(event, NumberFormat.PLAIN), IntakeOptions.DEFAULT);
    }

    /** An empty text is an absent field. */
    private static void put(ObjectNode event, String name, String value) {
        boolean ofDetail = name.startsWith("detail.");
        ObjectNode fields = ofDetail ? event.withObjectProperty("detail") : event;
        String plain = ofDetail ? name.substring("detail.".length()) : name;
        if (value.isEmpty()) {
            fields.putNull(plain);
        } else {
            fields.put(plain, value);
        }
    }
}
