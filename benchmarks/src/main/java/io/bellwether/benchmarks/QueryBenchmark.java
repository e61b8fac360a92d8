package io.bellwether.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The latency of queries about one brand on a warm store while events flow, over HTTP and within the process. */
final class QueryBenchmark {

    private static final int QUERIES_PER_SECOND = 500;
    private static final int EVENTS_PER_SECOND = 5_000;
    private static final int WARM_UP_SECONDS = 20;
    private static final int SECONDS = 30;
    private static final long WARM_STATEMENTS = 200_000;
    private static final long QUIET_MS = 10_000;
    private static final double NINETY_NINE = 0.99;
    private static final double HALF = 0.5;

    private final Options options;
    private final Workplace place;

    QueryBenchmark(Options options, Workplace place) {
        this.options = options;
        this.place = place;
    }

    void run(Path file) {
        Pipeline pipeline = Pipeline.prepare(place.cluster(), "query.");
        SalesGenerator generator = new SalesGenerator(options.seed());
        ProgressLog.say("filling the topic");
        pipeline.fill(generator, WARM_STATEMENTS, report -> {});
        String id = "bench-query";
        List<Integer> threads = options.threads();
        try (Application application = new Application(pipeline, id);
                Child topology = place.topology(id)) {
            String api = "http://127.0.0.1:" + topology.ask("listen")[0];
            topology.ask(
                    "start",
                    pipeline.topics().prefix(),
                    id,
                    place.stateOf(id).toString(),
                    Integer.toString(threads.get(threads.size() - 1)));
            application.awaitDone(QUIET_MS);
            Report report = new Report("Queries about one brand", options)
                    .note(QUERIES_PER_SECOND + " queries/s for " + SECONDS
                            + " s, each measured from when it was due;" + " 200 brands, "
                            + Spread.format(WARM_STATEMENTS) + " statements in state")
                    .note("the client, the broker and the instance share the machine")
                    .table("", "p50 ms", "p99 ms", "p99.9 ms", "failed");
            over(api, WARM_UP_SECONDS);
            within(topology, WARM_UP_SECONDS);
            row(report, "HTTP, no events", over(api, SECONDS));
            row(report, "within the process, no events", within(topology, SECONDS));
            CompletableFuture<Void> events = CompletableFuture.runAsync(
                    () -> pipeline.flow(generator, EVENTS_PER_SECOND, WARM_UP_SECONDS + 2 * SECONDS));
            over(api, WARM_UP_SECONDS);
            String events5k = ", " + Spread.format((long) EVENTS_PER_SECOND) + " events/s";
            Load http = row(report, "HTTP" + events5k, over(api, SECONDS));
            Load direct = row(report, "within the process" + events5k, within(topology, SECONDS));
            events.join();
            report.text(String.format(
                    "Share of HTTP while events flow: %.0f %% at p50, %.0f %% at p99.",
                    100 * share(http, direct, HALF), 100 * share(http, direct, NINETY_NINE)));
            report.publish(file);
            topology.ask("stop");
        }
    }

    private static double share(Load http, Load direct, double at) {
        return Math.max(0, 1 - direct.millisAt(at) / http.millisAt(at));
    }

    private static Load row(Report report, String what, Load load) {
        report.row(
                what,
                Spread.format(load.millisAt(HALF), 2),
                Spread.format(load.millisAt(NINETY_NINE), 2),
                Spread.format(load.millisAt(0.999), 2),
                Spread.format((long) load.failed()));
        return load;
    }

    private static Load over(String api, int seconds) {
        return Load.run(
                QUERIES_PER_SECOND,
                QUERIES_PER_SECOND * seconds,
                i -> ask(URI.create(api + "/api/v1/brands/" + SalesGenerator.brandName(i % SalesGenerator.BRANDS))));
    }

    private static void ask(URI query) {
        try {
            HttpURLConnection connection = (HttpURLConnection) query.toURL().openConnection();
            connection.setReadTimeout(30_000);
            try (InputStream answer = connection.getInputStream()) {
                answer.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Load within(Child topology, int seconds) {
        return Load.parse(topology.ask("ask", Integer.toString(QUERIES_PER_SECOND), Integer.toString(seconds)));
    }
}
