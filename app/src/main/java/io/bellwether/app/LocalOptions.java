package io.bellwether.app;

import picocli.CommandLine.Option;

/** Options of the verbs that run a cluster of their own. */
final class LocalOptions {

    /** Kafka's usual port, and so the default of every other verb. */
    static final int BROKER_PORT = 9092;
    /** The usual port of a schema registry, and so the default of every other verb. */
    static final int REGISTRY_PORT = 8081;

    /** Of the query API. */
    static final int HTTP_PORT = 7080;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Of the query API, at 127.0.0.1; 0 for any free one; default 7080.")
    private int httpPort = -1;

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

    /** The broker's port as given, else this one. */
    int brokerPort(int otherwise) {
        return given("--broker-port", brokerPort, otherwise);
    }

    /** The registry's port as given, else this one. */
    int registryPort(int otherwise) {
        return given("--registry-port", registryPort, otherwise);
    }

    /** The query API's port as given, else this one. */
    int httpPort(int otherwise) {
        return given("--port", httpPort, otherwise);
    }

    private static int given(String option, int port, int otherwise) {
        if (port < -1 || port > 65_535) {
            throw new UsageError(option + " must be 0 to 65535, got: " + port);
        }
        return port < 0 ? otherwise : port;
    }
}
