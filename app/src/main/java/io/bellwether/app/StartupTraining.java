package io.bellwether.app;

import io.bellwether.app.terminal.Console;
import io.bellwether.app.terminal.TerminalStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Does once what short verbs do, so that Java notes the classes that they load: the launcher makes an archive of them, which
 * later starts map into memory instead of reading, checking and linking each class anew.
 */
public final class StartupTraining {

    private static final byte[] ANSWER = """
            [{"brand": "training", "rule": "TRAINING", "severity": "INFO", "message": "A longer text.", "slips": 1,
              "metrics": {"reference_month": "2024-10", "deliveries": 1234, "deliveries_mom": 0.123, "target": null}}]
            """.getBytes(StandardCharsets.UTF_8);

    /** Verbs that start with few of the jars, and what they are asked most. */
    private static final List<String> SHORT = List.of(
            "--version",
            "--help",
            "query --help",
            "query --url URL brands",
            "query --url URL --json alerts",
            "query --url URL commitments",
            "query --url URL alerts");

    private StartupTraining() {}

    /** Prints nothing, and connects to no other process. */
    public static void main(String[] args) throws IOException {
        try (ServerSocket instance = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(instance), "training");
            answering.setDaemon(true);
            answering.start();
            String url = "http://127.0.0.1:" + instance.getLocalPort();
            for (String words : SHORT) {
                run(0, words.replace("URL", url));
            }
            run(2, "query unknown");
            Words.shippedRules(); // as a question about a rule without alerts does
        }
    }

    private static void run(int expected, String words) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                new TerminalStream(nowhere),
                new TerminalStream(nowhere),
                true,
                true,
                120);
        int status = Bellwether.run(words.split(" ", -1), console, Map.of());
        if (status != expected) {
            throw new IllegalStateException(words + ": status " + status);
        }
    }

    private static void answer(ServerSocket instance) {
        while (!instance.isClosed()) {
            try (Socket one = instance.accept()) {
                InputStream in = one.getInputStream();
                int ended = 0; // of the four characters that end a request
                for (int c = in.read(); c >= 0 && ended < 4; c = ended == 4 ? c : in.read()) {
                    ended = c == (ended % 2 == 0 ? '\r' : '\n') ? ended + 1 : 0;
                }
                OutputStream out = one.getOutputStream();
                out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                                + ANSWER.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(ANSWER);
                out.flush();
            } catch (IOException e) {
                return; // closed, or nobody there any more
            }
        }
    }
}
