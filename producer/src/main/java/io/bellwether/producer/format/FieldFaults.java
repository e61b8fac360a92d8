package io.bellwether.producer.format;

import static io.bellwether.producer.format.Shortened.shortened;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bellwether.config.NearestName;
import io.bellwether.schemas.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with the fields of one object of an event. */
final class FieldFaults {

    private final String prefix;
    private final List<String> known = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<Refusal> wrong = new ArrayList<>();

    /** @param prefix of the object's fields, with a dot; empty for the event itself */
    FieldFaults(String prefix) {
        this.prefix = prefix;
    }

    /** Notes a name that a field may have. */
    void known(String name) {
        known.add(name);
    }

    /** Notes a required field that is not there. */
    void missing(String name) {
        missing.add(prefix + name);
    }

    /** Notes a field whose value cannot be read. */
    void wrong(String name, String reason) {
        wrong.add(new Refusal(prefix + name, reason));
    }

    /** The required fields that are not there, of those read so far. */
    List<String> missing() {
        return missing;
    }

    /**
     * All that is wrong, or null; an unknown field first, for it is often a missing one misspelt.
     *
     * @param of what the fields are of, as the reason names it
     */
    @Nullable
    Refusal refusal(String of, ObjectNode node) {
        List<Refusal> faults = new ArrayList<>(0);
        unknown(of, node, faults);
        if (!missing.isEmpty()) {
            List<String> others = missing.subList(1, missing.size());
            faults.add(new Refusal(
                    missing.get(0),
                    others.isEmpty() ? "is missing" : "is missing, as are " + String.join(", ", others)));
        }
        faults.addAll(wrong);
        return joined(faults);
    }

    private void unknown(String of, ObjectNode node, List<Refusal> faults) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String name = entry.getKey();
            if (!known.contains(name)) {
                String hint = nearest(name, known)
                        .map(near -> "did you mean '" + prefix + near + "'?")
                        .orElse("known: " + prefix + String.join(", " + prefix, known));
                faults.add(new Refusal(prefix + shortened(name), "is no field of " + of + "; " + hint));
            }
        }
    }

    /** One refusal that names all faults; null if there are none. */
    static @Nullable Refusal joined(List<Refusal> faults) {
        if (faults.size() < 2) {
            return faults.isEmpty() ? null : faults.get(0);
        }
        Refusal first = faults.get(0);
        String others = faults.stream().skip(1).map(fault -> "; " + fault).collect(Collectors.joining());
        return new Refusal(first.field(), first.reason() + others);
    }

    /** The known name nearest to a misspelt one: within a third of its length, at least two edits. */
    static Optional<String> nearest(String name, Collection<String> known) {
        return NearestName.within(name, known, 1).stream().findFirst();
    }
}
