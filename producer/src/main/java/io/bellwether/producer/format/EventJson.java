package io.bellwether.producer.format;

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
import java.util.Map;
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

    /** Finds where the elements of an array begin and end, however wrong they are. */
    private static final JsonFactory SPLITTER = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1_000)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private EventJson() {}

    /** Parses one event from UTF-8 bytes, or from UTF-16 with a byte order mark. */
    public static ParsedEvent parse(byte[] bytes, IntakeOptions options) {
        Optional<String> text = Utf8.decode(bytes);
        return text.isPresent() ? parse(text.get(), options) : ParsedEvent.Refused.of("", Utf8.INVALID);
    }

    /** Parses one event. */
    public static ParsedEvent parse(String text, IntakeOptions options) {
        Tree tree = read(text);
        return tree.refusal() == null ? parse(tree.node(), options) : new ParsedEvent.Refused(tree.refusal());
    }

    /** Parses one event of any brand. */
    public static ParsedEvent parse(String text) {
        return parse(text, IntakeOptions.DEFAULT);
    }

    /**
     * Parses one event from a tree. Repeated fields must have been refused by whoever built the tree: a tree cannot
     * hold them.
     */
    public static ParsedEvent parse(JsonNode node, IntakeOptions options) {
        if (node instanceof ObjectNode object) {
            Optional<String> list = object.has("type") ? Optional.empty() : listOfObjects(object);
            if (list.isPresent()) {
                return ParsedEvent.Refused.of(
                        "",
                        "is no event, but holds a list of objects in '" + list.get()
                                + "': feed that list alone, as 'jq .\"" + list.get() + "\"' gives it");
            }
            return EventShape.parse(Fields.json(object), options);
        }
        return ParsedEvent.Refused.of("", "must be a JSON object, got: " + Shortened.shown(node));
    }

    /** The name of the only field that is a list of objects, as in what an API answers. */
    private static Optional<String> listOfObjects(ObjectNode object) {
        List<String> lists = object.properties().stream()
                .filter(field ->
                        field.getValue().isArray() && field.getValue().path(0).isObject())
                .map(Map.Entry::getKey)
                .toList();
        return lists.size() == 1 ? Optional.of(Shortened.shortened(lists.get(0))) : Optional.empty();
    }

    /** Parses one event of any brand from a tree. */
    public static ParsedEvent parse(JsonNode node) {
        return parse(node, IntakeOptions.DEFAULT);
    }

    /** The fields of an event that may be no valid one; empty if it is no JSON object at all. */
    public static Optional<ObjectNode> object(byte[] utf8) {
        return Utf8.decode(utf8)
                .map(text -> read(text).node())
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast);
    }

    /**
     * Parses one event, or an array of events, each for itself and keeping what was written: an element that is no event
     * costs no other. Text that is no JSON as a whole is one refused event.
     *
     * @param most elements; of more, one more than that is parsed, so that the caller can tell
     */
    public static List<RawEvent> parseOneOrMore(byte[] utf8, int most, IntakeOptions options) {
        Optional<String> text = Utf8.decode(utf8);
        if (text.isEmpty()) {
            return List.of(new RawEvent(utf8, ParsedEvent.Refused.of("", Utf8.INVALID)));
        }
        if (!text.get().stripLeading().startsWith("[")) {
            return List.of(new RawEvent(utf8, parse(text.get(), options)));
        }
        try (JsonParser parser = SPLITTER.createParser(text.get())) {
            return elements(text.get(), parser, most, options);
        } catch (JsonProcessingException e) {
            String reason = "is no JSON: " + Shortened.shortened(e.getOriginalMessage());
            return List.of(new RawEvent(utf8, ParsedEvent.Refused.of("", reason)));
        } catch (IOException e) {
            throw new IllegalStateException("reading a string cannot fail", e);
        }
    }

    private static List<RawEvent> elements(String text, JsonParser parser, int most, IntakeOptions options)
            throws IOException {
        List<String> elements = new ArrayList<>();
        parser.nextToken();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int begin = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            // A number, a string and the like is read on demand only: its end is known once it was.
            parser.finishToken();
            if (elements.size() <= most) {
                elements.add(
                        text.substring(begin, (int) parser.currentLocation().getCharOffset()));
            }
        }
        if (parser.nextToken() != null) {
            return List.of(new RawEvent(
                    text.getBytes(StandardCharsets.UTF_8), ParsedEvent.Refused.of("", "has text after the array")));
        }
        return elements.stream()
                .map(element -> new RawEvent(element.getBytes(StandardCharsets.UTF_8), parse(element, options)))
                .toList();
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
        return Tree.refused("", "is no JSON: " + Shortened.shortened(message) + column);
    }

    private record Tree(JsonNode node, @Nullable Refusal refusal) {

        static Tree refused(String field, String reason) {
            return new Tree(MissingNode.getInstance(), new Refusal(field, reason));
        }
    }
}
