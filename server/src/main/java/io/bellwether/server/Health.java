package io.bellwether.server;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The health of a process, each as the reasons against it; none where it is well.
 *
 * @param failed why it has failed for good, and is to be started again
 * @param missing why it does not do its work now
 * @param impaired what fails beside its work, which goes on
 */
public record Health(Supplier<List<String>> failed, Supplier<List<String>> missing, Supplier<List<String>> impaired) {

    /** Of a process with nothing beside its work. */
    public static Health of(BooleanSupplier alive, BooleanSupplier ready) {
        return new Health(
                reason(alive, "it has ended by an error; the log says which"),
                reason(ready, "restoring, rebalancing or connecting"),
                List::of);
    }

    private static Supplier<List<String>> reason(BooleanSupplier well, String otherwise) {
        return () -> well.getAsBoolean() ? List.of() : List.of(otherwise);
    }
}
