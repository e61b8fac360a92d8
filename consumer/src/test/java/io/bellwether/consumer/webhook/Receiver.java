package io.bellwether.consumer.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A webhook's receiver that answers as it is told. */
public final class Receiver implements AutoCloseable {

    /** What came; names of headers in small letters. */
    public record Call(Map<String, String> headers, String body) {

        public String id() {
            return headers.getOrDefault("webhook-id", "");
        }
    }

    /** What is answered. */
    public interface Reply {
        void to(HttpExchange exchange) throws IOException;

        static Reply status(int status) {
            return status(status, "", Map.of());
        }

        static Reply status(int status, String body, Map<String, String> headers) {
            return exchange -> {
                headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(bytes);
                }
            };
        }
    }

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    public Receiver(Function<Call, Reply> answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
                Call call =
                        new Call(headers, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                calls.add(call);
                answers.apply(call).to(exchange);
            }
        });
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?token=very-secret";
    }

    public List<Call> calls() {
        return calls;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
