package io.bellwether.consumer.route;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.Severity;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Matches alerts that fulfil every given condition. An empty set, a null and an empty map are no condition.
 *
 * @param rules names of rules
 * @param brands slugs
 * @param scopes brand, model, brand_technology, technology or commitment
 * @param subjects subjects, or the beginning of subjects followed by {@code *}
 * @param severities just these
 * @param minSeverity this and higher ones
 * @param labels each with its value
 */
public record Matcher(
        Set<String> rules,
        Set<String> brands,
        Set<String> scopes,
        Set<String> subjects,
        Set<Severity> severities,
        @Nullable Severity minSeverity,
        Map<String, String> labels) {

    /** Matches every alert. */
    public static final Matcher ALL = new Matcher(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null, Map.of());

    public Matcher {
        rules = Set.copyOf(rules);
        brands = Set.copyOf(brands);
        scopes = Set.copyOf(scopes);
        subjects = Set.copyOf(subjects);
        severities = Set.copyOf(severities);
        labels = Map.copyOf(labels);
    }

    public boolean matches(Alert alert) {
        return in(rules, alert.getRule())
                && in(brands, alert.getBrand())
                && in(scopes, alert.getScope())
                && (subjects.isEmpty() || subjects.stream().anyMatch(each -> isSubject(each, alert.getSubject())))
                && (severities.isEmpty() || severities.contains(alert.getSeverity()))
                && (minSeverity == null || alert.getSeverity().compareTo(minSeverity) >= 0)
                && labels.entrySet().stream()
                        .allMatch(
                                each -> each.getValue().equals(alert.getLabels().get(each.getKey())));
    }

    private static boolean in(Set<String> wanted, @Nullable String value) {
        return wanted.isEmpty() || (value != null && wanted.contains(value));
    }

    private static boolean isSubject(String wanted, String subject) {
        return wanted.endsWith("*")
                ? subject.startsWith(wanted.substring(0, wanted.length() - 1))
                : subject.equals(wanted);
    }
}
