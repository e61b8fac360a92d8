package io.bellwether.schemas;

import io.bellwether.domain.statement.Granularity;
import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Qualifier;
import io.bellwether.domain.statement.Stage;
import io.bellwether.domain.statement.Tier;
import io.bellwether.schemas.avro.SourceTier;
import io.bellwether.schemas.avro.TotalQualifier;

/** The words of statements in the domain and on the wire, which have the same names: here alone, both are spelled out. */
public final class WireEnums {

    public static final Enums<Tier, SourceTier> TIERS = new Enums<>(Tier.class, SourceTier.class);
    public static final Enums<SourceTier, Tier> TO_TIERS = new Enums<>(SourceTier.class, Tier.class);

    /** How exact a total is, which may be derived. */
    public static final Enums<Qualifier, TotalQualifier> QUALIFIERS =
            new Enums<>(Qualifier.class, TotalQualifier.class);

    public static final Enums<TotalQualifier, Qualifier> TO_QUALIFIERS =
            new Enums<>(TotalQualifier.class, Qualifier.class);

    /** How exact a figure is that was stated. */
    static final Enums<io.bellwether.schemas.avro.Qualifier, Qualifier> TO_STATED_QUALIFIERS =
            new Enums<>(io.bellwether.schemas.avro.Qualifier.class, Qualifier.class);

    public static final Enums<Measure, io.bellwether.schemas.avro.Measure> MEASURES =
            new Enums<>(Measure.class, io.bellwether.schemas.avro.Measure.class);
    public static final Enums<io.bellwether.schemas.avro.Measure, Measure> TO_MEASURES =
            new Enums<>(io.bellwether.schemas.avro.Measure.class, Measure.class);

    public static final Enums<Granularity, io.bellwether.schemas.avro.Granularity> GRANULARITIES =
            new Enums<>(Granularity.class, io.bellwether.schemas.avro.Granularity.class);
    static final Enums<io.bellwether.schemas.avro.Granularity, Granularity> TO_GRANULARITIES =
            new Enums<>(io.bellwether.schemas.avro.Granularity.class, Granularity.class);

    public static final Enums<Stage, io.bellwether.schemas.avro.Stage> STAGES =
            new Enums<>(Stage.class, io.bellwether.schemas.avro.Stage.class);
    public static final Enums<io.bellwether.schemas.avro.Stage, Stage> TO_STAGES =
            new Enums<>(io.bellwether.schemas.avro.Stage.class, Stage.class);

    private WireEnums() {}

    /** How exact a stated figure is; it is never DERIVED. */
    public static io.bellwether.schemas.avro.Qualifier stated(Qualifier qualifier) {
        return io.bellwether.schemas.avro.Qualifier.valueOf(qualifier.name());
    }
}
