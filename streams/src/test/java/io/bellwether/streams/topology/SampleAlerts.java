package io.bellwether.streams.topology;

import io.bellwether.schemas.avro.Alert;
import java.util.Comparator;
import java.util.List;

/** Alerts as the topology writes them. */
public final class SampleAlerts {

    private SampleAlerts() {}

    /** An open alert of each of these brands, by their names. */
    public static List<Alert> open(String... brands) {
        try (Pipeline pipeline = Pipeline.inMemory("sample-alerts")) {
            for (String brand : brands) {
                pipeline.publish(
                        brand + " DELIVERIES 2024-02 1000",
                        brand + " DELIVERIES 2024-03 1000",
                        brand + " DELIVERIES 2024-04 500");
            }
            pipeline.settle();
            return pipeline.standing().stream()
                    .filter(alert -> alert.getRule().equals("DELIVERIES_SLUMP"))
                    .sorted(Comparator.comparing(Alert::getSubject))
                    .toList();
        }
    }
}
