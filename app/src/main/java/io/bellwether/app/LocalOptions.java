package io.bellwether.app;

import io.bellwether.app.instance.AllInOne;
import io.bellwether.app.settings.UsageError;
import java.util.function.IntUnaryOperator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the verbs that run a cluster of their own. */
final class LocalOptions {

    /** Kafka's usual port, and so the default of every other verb. */
    static final int BROKER_PORT = 9092;
    /** The usual port of a schema registry, and so the default of every other verb. */
    static final int REGISTRY_PORT = 8081;

    @Mixin
    private HttpOptions http = new HttpOptions();

    @Option(
            names = "--broker-port",
            paramLabel = "N",
            description = "Of the broker, at 127.0.0.1; 0 for any free one; default 9092.")
    private int brokerPort = -1;

    @Option(
            names = "--registry-port",
            paramLabel = "N",
            description = "Of the schema registry, at 127.0.0.1; 0 for any free one; default 8081.")
    private int registryPort = -1;

    /**
     * The ports as given.
     *
     * @param otherwise maps the usual port to the one used if none is given
     */
    AllInOne.AllPorts ports(IntUnaryOperator otherwise) {
        return new AllInOne.AllPorts(
                given("--broker-port", brokerPort, otherwise.applyAsInt(BROKER_PORT)),
                given("--registry-port", registryPort, otherwise.applyAsInt(REGISTRY_PORT)),
                http.settings(otherwise.applyAsInt(HttpOptions.HTTP_PORT)));
    }

    private static int given(String option, int port, int otherwise) {
        if (port < -1 || port > 65_535) {
            throw new UsageError(option + " must be 0 to 65535, got: " + port);
        }
        return port < 0 ? otherwise : port;
    }
}
