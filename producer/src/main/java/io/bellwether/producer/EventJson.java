package io.bellwether.producer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bellwether.schemas.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events in JSON, strictly: an unknown or repeated field, a value of another type, or text after the event is an error.
 * Bad input never throws; it is a {@link ParsedEvent.Refused}.
 */
public final class EventJson {

    /** An event is two levels deep; whatever is deeper than this is no event. */
    private static final int MAX_DEPTH = 16;

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            // The text of a number is quoted back as it was written: 1e3 stays 1E+3, 12.50 stays 12.50.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .reader();

    private EventJson() {}

    /** Parses one event from UTF-8 bytes. */
    public static ParsedEvent parse(byte[] utf8) {
        Optional<String> text = Utf8.decode(utf8);
        return text.isPresent() ? parse(text.get()) : ParsedEvent.Refused.of("", Utf8.INVALID);
    }

    /** Parses one event. */
    public static ParsedEvent parse(String text) {
        Tree tree = read(text);
        return tree.refusal() == null ? parse(tree.node()) : new ParsedEvent.Refused(tree.refusal());
    }

    /**
     * Parses one event from a tree. Repeated fields must have been refused by whoever built the tree: a tree cannot
     * hold them.
     */
    public static ParsedEvent parse(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return EventShape.parse(new Fields(object, Fields.Notation.JSON));
        }
        return ParsedEvent.Refused.of("", "must be a JSON object, got: " + Fields.shown(node));
    }

    /**
     * Parses a JSON array of events.
     *
     * @return one result per element; a single refusal if the text as a whole is no JSON array
     */
    public static List<ParsedEvent> parseArray(byte[] utf8) {
        Optional<String> text = Utf8.decode(utf8);
        if (text.isEmpty()) {
            return List.of(ParsedEvent.Refused.of("", Utf8.INVALID));
        }
        Tree tree = read(text.get());
        if (tree.refusal() != null) {
            return List.of(new ParsedEvent.Refused(tree.refusal()));
        }
        if (!tree.node().isArray()) {
            return List.of(ParsedEvent.Refused.of("", "must be a JSON array, got: " + Fields.shown(tree.node())));
        }
        List<ParsedEvent> events = new ArrayList<>(tree.node().size());
        tree.node().forEach(element -> events.add(parse(element)));
        return events;
    }

    /**
     * Parses one event, or an array of events, keeping what was written.
     *
     * @return each event with its text; of an array the elements' text is written anew
     */
    static List<WrittenEvent> parseOneOrMore(byte[] utf8) {
        Optional<String> text = Utf8.decode(utf8);
        if (text.isEmpty()) {
            return List.of(new WrittenEvent(utf8, ParsedEvent.Refused.of("", Utf8.INVALID)));
        }
        Tree tree = read(text.get());
        Refusal refusal = tree.refusal();
        if (refusal != null) {
            return List.of(new WrittenEvent(utf8, new ParsedEvent.Refused(refusal)));
        }
        if (!tree.node().isArray()) {
            return List.of(new WrittenEvent(utf8, parse(tree.node())));
        }
        List<WrittenEvent> events = new ArrayList<>(tree.node().size());
        tree.node()
                .forEach(element -> events.add(
                        new WrittenEvent(element.toString().getBytes(StandardCharsets.UTF_8), parse(element))));
        return events;
    }

    private static Tree read(String text) {
        try (JsonParser parser = READER.createParser(text)) {
            try {
                if (parser.nextToken() == null) {
                    return Tree.refused("", "is no JSON: empty");
                }
                JsonNode node = READER.readTree(parser);
                JsonToken more = parser.nextToken();
                return more == null ? new Tree(node, null) : Tree.refused("", "has text after the event");
            } catch (JsonProcessingException e) {
                return refused(parser, e);
            }
        } catch (IOException e) {
            throw new IllegalStateException("reading a string cannot fail", e);
        }
    }

    private static Tree refused(JsonParser parser, JsonProcessingException e) {
        String message = e.getOriginalMessage();
        if (message.startsWith("Duplicate")) {
            String pointer = parser.getParsingContext().pathAsPointer().toString();
            return Tree.refused(pointer.substring(1).replace('/', '.'), "stands twice in the event");
        }
        String column =
                e.getLocation() == null ? "" : " (column " + e.getLocation().getColumnNr() + ")";
        return Tree.refused("", "is no JSON: " + Fields.shortened(message) + column);
    }

    private record Tree(JsonNode node, @Nullable Refusal refusal) {

        static Tree refused(String field, String reason) {
            return new Tree(MissingNode.getInstance(), new Refusal(field, reason));
        }
    }
}
