package io.bellwether.app;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that narrows an answer down to one brand. */
final class BrandOption {

    @Option(names = "--brand", paramLabel = "BRAND", description = "Of this brand.")
    @Nullable
    String name;
}
