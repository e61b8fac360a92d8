package io.bellwether.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.bellwether.local.LocalRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A registry behind a door that asks for TLS and a password, as a reverse proxy before one does. */
final class SecuredRegistry implements AutoCloseable {

    private final LocalRegistry registry;
    private final HttpsServer door;
    private final String authorization;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private SecuredRegistry(LocalRegistry registry, HttpsServer door, String userInfo) {
        this.registry = registry;
        this.door = door;
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }

    /** @param userInfo the user and the password that are let in, as {@code user:password} */
    static SecuredRegistry start(Path directory, Certificate certificate, String userInfo) throws Exception {
        HttpsServer door = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        SecuredRegistry secured = new SecuredRegistry(LocalRegistry.start(directory, 0), door, userInfo);
        door.createContext("/", secured::pass);
        door.setExecutor(secured.threads);
        door.start();
        return secured;
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            URI behind =
                    URI.create(registry.url()).resolve(exchange.getRequestURI().toString());
            HttpRequest.Builder request = HttpRequest.newBuilder(behind)
                    .method(
                            exchange.getRequestMethod(),
                            HttpRequest.BodyPublishers.ofByteArray(
                                    exchange.getRequestBody().readAllBytes()));
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            if (type != null) {
                request.header("Content-Type", type);
            }
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(value -> exchange.getResponseHeaders().set("Content-Type", value));
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String url() {
        return "https://127.0.0.1:" + door.getAddress().getPort()
                + URI.create(registry.url()).getPath();
    }

    @Override
    public void close() {
        door.stop(0);
        threads.shutdownNow();
        registry.close();
    }
}
