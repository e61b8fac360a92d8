package io.bellwether.consumer.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A real PostgreSQL on this machine: a folder and a port, which outlive its processes. */
public final class LocalPostgres implements AutoCloseable {

    /** Whoever connects as {@code guarded} needs a password. */
    private static final String ACCESS =
            "host all guarded 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n";

    private final Path data;
    private EmbeddedPostgres server;

    private LocalPostgres(Path data, EmbeddedPostgres server) {
        this.data = data;
        this.server = server;
    }

    public static LocalPostgres start(Path folder) {
        Path data = folder.resolve("postgres");
        return new LocalPostgres(data, start(data, 0));
    }

    private static EmbeddedPostgres start(Path data, int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setServerConfig("shared_buffers", "16MB")
                    .setDataDirectoryCustomizer(LocalPostgres::restrict)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void restrict(java.io.File directory) {
        try {
            Files.writeString(directory.toPath().resolve("pg_hba.conf"), ACCESS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    /** Of a user who may do everything. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/postgres?user=postgres";
    }

    /** SIGKILL of every process of the server at once. */
    void kill() throws Exception {
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        List<ProcessHandle> processes = ProcessHandle.of(postmaster).stream()
                .flatMap(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
                .toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : processes) {
            process.onExit().get();
        }
    }

    /** Starts it again on its folder and port. */
    void restart() throws IOException {
        int port = port();
        server.close();
        server = start(data, port);
    }

    /** All that an error would print. */
    public static String stackTrace(Throwable error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
