package io.bellwether.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says that somebody has seen an alert. */
@Command(
        name = "ack",
        description = {
            "Says that you have seen an alert: a running instance keeps it with the alert until its episode ends.",
            "Said again, the newer holds."
        })
final class AlertsAckVerb implements Callable<Integer> {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

    private final Context context;
    private final ObjectMapper json = new ObjectMapper();

    @Parameters(paramLabel = "ID", description = "The alert's id, as 'query alerts --json' and every sink tell it.")
    private String alertId = "";

    @Option(names = "--note", paramLabel = "TEXT", required = true, description = "What about it.")
    private String note = "";

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who has seen it; default ${DEFAULT-VALUE}.",
            defaultValue = "${sys:user.name}")
    private String by = "";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The instance; default http://127.0.0.1:" + HttpOptions.HTTP_PORT + ".",
            defaultValue = "http://127.0.0.1:" + HttpOptions.HTTP_PORT)
    private String url = "";

    AlertsAckVerb(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws JsonProcessingException {
        HttpResponse<String> answer = post(json.writeValueAsString(Map.of("by", by, "note", note)));
        if (answer.statusCode() != 202) {
            throw new Failure(reason(answer));
        }
        context.console().out().println("acknowledged");
        return 0;
    }

    private HttpResponse<String> post(String body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(url + "/api/v1/alerts/" + encoded(alertId) + "/acknowledgement"))
                    .timeout(ANSWER_WITHIN)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return HttpClient.newBuilder()
                    .connectTimeout(CONNECT_WITHIN)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Failure("no answer from " + url + "; is an instance running there?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", e);
        } catch (IllegalArgumentException e) {
            throw new UsageError("--url must be a URL, got: " + url);
        }
    }

    private String reason(HttpResponse<String> answer) {
        try {
            JsonNode detail = json.readTree(answer.body()).get("detail");
            return detail == null || detail.isNull() ? "HTTP " + answer.statusCode() : detail.asText();
        } catch (JsonProcessingException e) {
            return url + " answered HTTP " + answer.statusCode() + ", and no JSON";
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
