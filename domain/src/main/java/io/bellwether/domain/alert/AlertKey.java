package io.bellwether.domain.alert;

/** Identifies an open alert: a rule and its subject. Subjects of different scopes may have the same name. */
public record AlertKey(String rule, Scope scope, String subject) implements Comparable<AlertKey> {

    @Override
    public int compareTo(AlertKey other) {
        int order = rule.compareTo(other.rule);
        order = order == 0 ? scope.compareTo(other.scope) : order;
        return order == 0 ? subject.compareTo(other.subject) : order;
    }
}
