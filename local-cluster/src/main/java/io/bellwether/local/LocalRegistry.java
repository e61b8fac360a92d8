package io.bellwether.local;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A schema registry (Apicurio, by Confluent's API) as a child process with its state in an H2 file of a directory. The
 * child ends with this process, also when that is killed. One that dies or no longer answers is started again on the
 * same port, see {@link RegistryWatch}.
 */
public final class LocalRegistry implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Path directory;
    private final int port;
    private final RegistryHome home = RegistryHome.find();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final RegistryWatch watch;
    private volatile Process process;

    private LocalRegistry(Path directory, int port) {
        this.directory = directory;
        this.port = port;
        this.process = launch();
        this.watch = new RegistryWatch(this);
    }

    /**
     * Starts a registry and returns once it answers.
     *
     * @param directory for its data and its log; created if new
     * @param port to listen on at 127.0.0.1; 0 for any free one
     * @throws LocalClusterException if the directory is in use, the port taken, or the registry does not start
     */
    public static LocalRegistry start(Path directory, int port) {
        LocalRegistry registry = new LocalRegistry(directory.toAbsolutePath(), port == 0 ? Ports.free() : port);
        try {
            registry.awaitHealthy();
            registry.watch.start();
            return registry;
        } catch (Throwable e) {
            registry.process.destroyForcibly();
            throw e;
        }
    }

    private Process launch() {
        try {
            Files.createDirectories(directory);
            return new ProcessBuilder(command(home, directory, port))
                    .directory(directory.toFile()) // so that no settings file of the working directory is read
                    .redirectErrorStream(true)
                    .redirectOutput(log(directory).toFile())
                    .start();
        } catch (IOException e) {
            throw new LocalClusterException("the registry on " + directory + " cannot be started: " + e, e);
        }
    }

    private static List<String> command(RegistryHome home, Path directory, int port) {
        List<String> command = new ArrayList<>();
        // Signals to the process group, such as Ctrl-C, reach the child too, which must serve until it is closed. A
        // signal that is ignored when a JVM starts stays ignored.
        command.addAll(List.of("/bin/sh", "-c", "trap '' INT TERM HUP; exec \"$@\"", "registry"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        Path archive = home.sharedArchive();
        command.add(Files.exists(archive) ? "-XX:SharedArchiveFile=" + archive : "-XX:+RecordDynamicDumpInfo");
        // Without the setting, ids given out in the last half second are lost with a kill, and given out again.
        command.add("-Dapicurio.datasource.url=jdbc:h2:file:" + directory.resolve("registry") + ";WRITE_DELAY=0");
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + port);
        command.add("-Dquarkus.http.access-log.enabled=false");
        command.add("-Dquarkus.management.host=127.0.0.1");
        command.add("-Dquarkus.management.port=0");
        // RegistryShield, which reads HTTP/1.1
        command.add("-Dio.netty.bootstrap.extensions=serviceload");
        command.add("-Dquarkus.http.http2=false");
        command.add("-Dquarkus.otel.sdk.disabled=true");
        command.add("-cp");
        command.add(home.classPath().stream().map(Path::toString).collect(Collectors.joining(":")));
        command.add("io.bellwether.local.RegistryProcess");
        command.addAll(List.of(directory.toString(), String.valueOf(port), home.mainClass(), archive.toString()));
        return command;
    }

    private static Path log(Path directory) {
        return directory.resolve("registry.log");
    }

    private void awaitHealthy() {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        try {
            while (System.nanoTime() < deadline) {
                if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new LocalClusterException(whyItEnded(process.exitValue()));
                }
                if (admitted() && answers(ANSWER_TIMEOUT)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalClusterException("interrupted while the registry was starting", e);
        }
        throw new LocalClusterException("the registry does not answer at " + url() + " after "
                + START_TIMEOUT.toSeconds() + " s; its log is " + log(directory));
    }

    private boolean admitted() {
        try {
            return Files.readString(directory.resolve(RegistryProcess.ADMITTED)).equals(String.valueOf(process.pid()));
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Whether it answers a request within this time. */
    boolean answers(Duration within) throws InterruptedException {
        HttpRequest health = HttpRequest.newBuilder(URI.create(url() + "/subjects"))
                .timeout(within)
                .build();
        try {
            return http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String whyItEnded(int status) {
        return switch (status) {
            case RegistryProcess.DIRECTORY_IN_USE -> DirectoryLock.inUse(directory);
            case RegistryProcess.PORT_TAKEN -> "port " + port + " (registry) is taken by another program";
            default -> "the registry ended with status " + status + "; its log is " + log(directory);
        };
    }

    /** The base address for {@code schema.registry.url}. */
    public String url() {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    /** The child that runs now, or that ran last. */
    Process process() {
        return process;
    }

    /** Ends the child, if it still lives, and starts another on the same port; returns once that answers. */
    void restart() throws InterruptedException {
        process.destroyForcibly().waitFor();
        process = launch();
        try {
            awaitHealthy();
        } catch (LocalClusterException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Why it does not serve now; empty while it does. */
    public Optional<String> trouble() {
        return watch.trouble();
    }

    /** How often it was started again. */
    public long restarts() {
        return watch.restarts();
    }

    /** Completed exceptionally once it is given up. */
    public CompletableFuture<Void> failure() {
        return watch.failure();
    }

    /** Stops the child cleanly, or kills it if it does not stop. */
    @Override
    public void close() {
        watch.close();
        Process last = process;
        try (OutputStream commands = last.getOutputStream()) {
            commands.write(RegistryProcess.STOP);
            commands.flush();
            last.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException alreadyGone) {
            // nothing left to stop
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            last.destroyForcibly();
        }
    }
}
