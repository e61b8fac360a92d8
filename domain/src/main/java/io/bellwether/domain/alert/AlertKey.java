package io.bellwether.domain.alert;

/** What there is at most one open alert of: a rule, and the subject that it looks at. Scopes have names of their own. */
public record AlertKey(String rule, Scope scope, String subject) implements Comparable<AlertKey> {

    @Override
    public int compareTo(AlertKey other) {
        int order = rule.compareTo(other.rule);
        order = order == 0 ? scope.compareTo(other.scope) : order;
        return order == 0 ? subject.compareTo(other.subject) : order;
    }
}
