package io.bellwether.streams.rules;

import io.bellwether.domain.alert.Rule;
import io.bellwether.domain.alert.Scope;
import io.bellwether.domain.alert.Subject;
import io.bellwether.domain.alert.SubjectId;
import java.util.Map;

/** Subjects with given facts, and one rule over them. */
final class SampleSubjects {

    private SampleSubjects() {}

    static Subject brand(Map<String, ?> facts) {
        return Subject.of(new SubjectId(Scope.BRAND, "acme", "acme", null, null), facts);
    }

    /** A rule of the scope brand that fires on this condition. */
    static Rule rule(String when) {
        return rule(when, "{}");
    }

    static Rule rule(String when, String parameters) {
        String file = """
                version: test
                rules:
                  - name: TEST
                    scope: brand
                    parameters: %s
                    when: '%s'
                    severity: INFO
                    message: fires
                """.formatted(parameters, when.replace("'", "''"));
        RuleFile.Reading reading = RuleFile.read(file);
        if (reading instanceof RuleFile.Accepted accepted) {
            return accepted.pack().rules().get(0);
        }
        throw new AssertionError(reading);
    }

    static boolean fires(String when, Map<String, ?> facts) {
        return rule(when).severity(brand(facts)) != null;
    }
}
