package io.bellwether.benchmarks;

import io.bellwether.schemas.RecordJson;
import io.bellwether.schemas.Topics;
import io.bellwether.server.AcknowledgementProducer;
import io.bellwether.server.Health;
import io.bellwether.server.HttpPeers;
import io.bellwether.server.HttpSettings;
import io.bellwether.server.PrometheusMetrics;
import io.bellwether.server.QueryServer;
import io.bellwether.server.Services;
import io.bellwether.streams.processor.TopologyConfig;
import io.bellwether.streams.query.AlertFeed;
import io.bellwether.streams.query.ClusterState;
import io.bellwether.streams.query.GroupOffsets;
import io.bellwether.streams.query.LocalState;
import io.bellwether.streams.query.MarketQueries;
import io.bellwether.streams.runtime.StreamsRuntime;
import io.bellwether.streams.runtime.StreamsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/**
 * Main of the topology as the product runs it, with its query API if it is to listen. Arguments: broker, registry, client
 * settings as {@code key=value}.
 */
public final class TopologyProcess {

    private static final Duration RUNNING_WITHIN = Duration.ofMinutes(30);

    private static final String HOST = "127.0.0.1";

    private final String registry;
    private final Map<String, Object> settings = new HashMap<>();
    private final CpuSamples cpu = new CpuSamples();
    private @Nullable StreamsRuntime runtime;
    private @Nullable QueryServer server;
    private @Nullable MarketQueries queries;

    private TopologyProcess(String[] args) {
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, args[0]);
        registry = args[1];
        Arrays.stream(args)
                .skip(2)
                .forEach(setting -> settings.put(
                        setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1)));
    }

    /**
     * Answers {@code listen} (the port of the API, which the next start serves), {@code ask RATE SECONDS} (a {@link Load}),
     * {@code start PREFIX APPLICATION STATE-DIRECTORY THREADS} and {@code resume} (epoch milliseconds of its
     * begin), {@code running} (those at which it ran), {@code pause}, {@code stop}, and {@code cpu MILLIS} (CPU
     * nanoseconds of this process up to then).
     */
    public static void main(String[] args) throws Exception {
        TopologyProcess process = new TopologyProcess(args);
        process.cpu.start();
        new Commands()
                .on("start", process::start)
                .on("listen", of -> process.listen())
                .on("ask", of -> process.ask(Integer.parseInt(of[0]), Integer.parseInt(of[1])))
                .on("running", of -> process.running())
                .on("pause", of -> process.pause())
                .on("resume", of -> process.resume())
                .on("stop", of -> process.stop())
                .on("cpu", of -> process.cpu.upTo(Long.parseLong(of[0])))
                .serve("");
        System.exit(0);
    }

    private long start(String[] of) {
        Topics topics = new Topics(of[0]);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, of[1]);
        StreamsSettings instance =
                new StreamsSettings(topics, Path.of(of[2]), Integer.parseInt(of[3]), Map.copyOf(settings));
        TopologyConfig config = TopologyConfig.standard(topics, Map.of("schema.registry.url", registry));
        long begin = System.currentTimeMillis();
        StreamsRuntime started = StreamsRuntime.start(instance, config);
        runtime = started;
        QueryServer listening = server;
        if (listening != null) {
            serve(listening, started, topics, config);
        }
        return begin;
    }

    /** Opens the query API, to be served by the next start; its port. */
    private int listen() {
        QueryServer listening = QueryServer.start(new HttpSettings(HOST, 0, Optional.empty()), new PrometheusMetrics());
        server = listening;
        settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, HOST + ":" + listening.port());
        return listening.port();
    }

    private void serve(QueryServer listening, StreamsRuntime started, Topics topics, TopologyConfig config) {
        String id = String.valueOf(settings.get(StreamsConfig.APPLICATION_ID_CONFIG));
        LocalState local = new LocalState(started.streams(), config, new GroupOffsets(settings, id));
        MarketQueries ready = new MarketQueries(
                new ClusterState(
                        started.streams(),
                        local,
                        new HttpPeers(id),
                        new HostInfo(HOST, listening.port()),
                        started.inputPartitions()),
                config);
        queries = ready;
        Map<String, Object> client = new HashMap<>(settings);
        client.put("schema.registry.url", registry);
        listening.serve(new Services(
                id,
                ready,
                local,
                AlertFeed.start(topics, client, RecordJson::text),
                (body, format, sender) -> {
                    throw new UnsupportedOperationException("the benchmark publishes by itself");
                },
                new AcknowledgementProducer(topics, client),
                Health.of(started::isAlive, started::isRunning)));
    }

    /** Runs the queries of the API's request about a brand, within the process. */
    private Load ask(int perSecond, int seconds) {
        MarketQueries asked = Objects.requireNonNull(queries, "listen and start come first");
        return Load.run(perSecond, perSecond * seconds, i -> {
            asked.brand(SalesGenerator.brandName(i % SalesGenerator.BRANDS), null);
            asked.day();
        });
    }

    private StreamsRuntime started() {
        return Objects.requireNonNull(runtime, "start comes first");
    }

    private long running() throws InterruptedException {
        if (!started().awaitRunning(RUNNING_WITHIN)) {
            throw new IllegalStateException("not running within " + RUNNING_WITHIN);
        }
        return System.currentTimeMillis();
    }

    private String pause() {
        started().streams().pause();
        return "done";
    }

    private long resume() {
        long begin = System.currentTimeMillis();
        started().streams().resume();
        return begin;
    }

    private String stop() {
        started().close();
        runtime = null;
        return "done";
    }
}
