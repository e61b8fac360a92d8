package io.bellwether.domain.alert;

import java.util.Map;

/**
 * The facts that a {@link Subject} of each scope has, any of which may be unknown of one subject. Each is declared once, in
 * the table of its scope: {@link BrandFacts} and its like.
 */
public final class Facts {

    private Facts() {}

    /** Name and type of every fact of a scope. */
    public static Map<String, FactType> of(Scope scope) {
        return table(scope).types();
    }

    static FactTable<?> table(Scope scope) {
        return switch (scope) {
            case BRAND -> BrandFacts.TABLE;
            case MODEL -> ModelFacts.TABLE;
            case BRAND_TECHNOLOGY -> ContenderFacts.TABLE;
            case TECHNOLOGY -> TechnologyFacts.TABLE;
            case COMMITMENT -> CommitmentFacts.TABLE;
            case TARGET -> TargetFacts.TABLE;
        };
    }
}
