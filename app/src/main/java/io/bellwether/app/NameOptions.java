package io.bellwether.app;

import io.bellwether.producer.format.BrandNames;
import io.bellwether.producer.format.IntakeOptions;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What names of brands, and registrations, mean where events come in. */
final class NameOptions {

    @Mixin
    private AliasOptions aliases = new AliasOptions();

    @Option(
            names = "--new-brands",
            negatable = true,
            description = {
                "Take a brand that the table of aliases does not know, if it is a well-formed slug; what is not taken is",
                "refused with the nearest known names. Default for 'publish', 'backtest' and HTTP, not for 'ingest'."
            })
    private @Nullable Boolean newBrands;

    @Option(
            names = "--as-deliveries",
            description = {
                "Take REGISTRATIONS for DELIVERIES, on which the metrics rest: for national statistics of a country whose",
                "registrations are the deliveries. The source is named with ' (registrations)' behind it."
            })
    private boolean asDeliveries;

    /**
     * How events are understood.
     *
     * @param takesNew whether new brands are taken where nothing is said
     */
    IntakeOptions intake(boolean takesNew, PrintStream err) {
        IntakeOptions intake = IntakeOptions.DEFAULT.withBrands(
                new BrandNames(aliases.table(err), newBrands == null ? takesNew : newBrands));
        return asDeliveries ? intake.takingRegistrationsForDeliveries() : intake;
    }
}
