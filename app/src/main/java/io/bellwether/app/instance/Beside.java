package io.bellwether.app.instance;

import io.bellwether.server.PrometheusMetrics;
import java.util.List;

/** What runs beside an instance in its process, as health and metrics of the process show it. */
interface Beside {

    /** Nothing else. */
    Beside NOTHING = new Beside() {
        @Override
        public List<String> missing() {
            return List.of();
        }

        @Override
        public List<String> impaired() {
            return List.of();
        }

        @Override
        public void measure(PrometheusMetrics meters) {
            // there is nothing to measure
        }
    };

    /** What the instance cannot work without and is away now, a reason each. */
    List<String> missing();

    /** What fails and does not hinder the instance, a reason each. */
    List<String> impaired();

    /** Adds its meters. */
    void measure(PrometheusMetrics meters);
}
