package io.bellwether.producer.feed;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.bellwether.producer.format.NumberFormat;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The value of a field: text in which {@code {group}} or {@code {group|number}} stands for what a pattern found. */
final class FeedTemplate {

    private static final Pattern PLACE = Pattern.compile("\\{([^{}|]*)(?:\\|([^{}]*))?\\}");

    private final String text;
    private final List<Place> places;

    private FeedTemplate(String text, List<Place> places) {
        this.text = text;
        this.places = places;
    }

    private record Place(int begin, int end, String group, FeedValue value) {}

    /**
     * Compiles a template.
     *
     * @throws IllegalArgumentException naming what in it is not known
     */
    static FeedTemplate compile(String text, Set<String> groups) {
        List<Place> places = new ArrayList<>();
        Matcher matcher = PLACE.matcher(text);
        while (matcher.find()) {
            String group = matcher.group(1);
            if (!groups.contains(group)) {
                throw new IllegalArgumentException("{" + group + "} is no named group of the pattern, which has "
                        + (groups.isEmpty()
                                ? "none"
                                : String.join(", ", groups.stream().sorted().toList())));
            }
            places.add(new Place(matcher.start(), matcher.end(), group, value(matcher.group(2))));
        }
        return new FeedTemplate(text, List.copyOf(places));
    }

    private static FeedValue value(@Nullable String name) {
        if (name == null) {
            return FeedValue.TEXT;
        }
        for (FeedValue value : FeedValue.values()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(name)) {
                return value;
            }
        }
        throw new IllegalArgumentException("'|" + name + "' is unknown; known: number, month, qualifier, slug, text");
    }

    /** The value for an item; empty if what was found is not what it must be. */
    Optional<String> fill(Map<String, String> found, LocalDate published, @Nullable NumberFormat numbers) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (Place place : places) {
            Optional<String> value = place.value.of(found.get(place.group), published, numbers);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            filled.append(text, from, place.begin).append(value.get());
            from = place.end;
        }
        return Optional.of(filled.append(text, from, text.length()).toString());
    }

    /** Whether a number is read from the text. */
    boolean readsNumbers() {
        return places.stream().anyMatch(place -> place.value == FeedValue.NUMBER);
    }

    @Override
    public String toString() {
        return text;
    }
}
