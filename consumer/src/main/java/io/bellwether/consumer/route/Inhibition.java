package io.bellwether.consumer.route;

import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.AlertStatus;
import io.bellwether.schemas.avro.Severity;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Mutes some alerts while another one, which says more, is open.
 *
 * @param source the alerts that inhibit
 * @param target those that are inhibited; none inhibits itself
 * @param equal fields that both must have in common, see {@link Labels}
 */
public record Inhibition(Matcher source, Matcher target, List<String> equal) {

    private static final String BOTTLENECK = "DELIVERY_BOTTLENECK";

    /** The default of a routes file without inhibitions: a brand's critical bottleneck inhibits its models' warnings. */
    public static final List<Inhibition> SHIPPED = List.of(new Inhibition(
            bottleneck("brand", Severity.CRITICAL), bottleneck("model", Severity.WARNING), List.of("brand")));

    public Inhibition {
        equal = List.copyOf(equal);
    }

    private static Matcher bottleneck(String scope, Severity severity) {
        return new Matcher(Set.of(BOTTLENECK), Set.of(), Set.of(scope), Set.of(), Set.of(severity), null, Map.of());
    }

    /** Whether an alert is inhibited by one of those that are open. */
    public boolean inhibits(Alert alert, Collection<Alert> open) {
        return target.matches(alert)
                && open.stream()
                        .anyMatch(other -> other.getStatus() != AlertStatus.RESOLVED
                                && !other.getAlertId().equals(alert.getAlertId())
                                && source.matches(other)
                                && Labels.of(other, equal).equals(Labels.of(alert, equal)));
    }
}
