package io.bellwether.benchmarks;

import io.bellwether.schemas.Topics;
import io.bellwether.streams.processor.TopologyConfig;
import io.bellwether.streams.runtime.StreamsRuntime;
import io.bellwether.streams.runtime.StreamsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/** Main of the topology as the product runs it. Arguments: broker, registry, client settings as {@code key=value}. */
public final class TopologyProcess {

    private static final Duration RUNNING_WITHIN = Duration.ofMinutes(30);

    private final String registry;
    private final Map<String, Object> settings = new HashMap<>();
    private final CpuSamples cpu = new CpuSamples();
    private @Nullable StreamsRuntime runtime;

    private TopologyProcess(String[] args) {
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, args[0]);
        registry = args[1];
        Arrays.stream(args)
                .skip(2)
                .forEach(setting -> settings.put(
                        setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1)));
    }

    /**
     * Answers {@code start PREFIX APPLICATION STATE-DIRECTORY THREADS} and {@code resume} (epoch milliseconds of its
     * begin), {@code running} (those at which it ran), {@code pause}, {@code stop}, and {@code cpu MILLIS} (CPU
     * nanoseconds of this process up to then).
     */
    public static void main(String[] args) throws Exception {
        TopologyProcess process = new TopologyProcess(args);
        process.cpu.start();
        new Commands()
                .on("start", process::start)
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
        long begin = System.currentTimeMillis();
        runtime = StreamsRuntime.start(
                instance, TopologyConfig.standard(topics, Map.of("schema.registry.url", registry)));
        return begin;
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
