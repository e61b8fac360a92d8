package io.bellwether.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.api.SilentCloseable;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.bellwether.consumer.route.RoutesFile;
import io.bellwether.producer.format.EventFormat;
import io.bellwether.producer.format.EventReader;
import io.bellwether.producer.format.EventSource;
import io.bellwether.schemas.RecordDecoder;
import io.bellwether.schemas.SubjectRegistration;
import io.bellwether.schemas.Topics;
import io.bellwether.server.HttpSettings;
import io.bellwether.server.PrometheusMetrics;
import io.bellwether.server.QueryServer;
import io.bellwether.streams.query.QueryCodec;
import io.bellwether.streams.query.QueryParameters;
import io.bellwether.streams.rules.RuleFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * Whatever bytes come in are answered, refused or read; nothing else is thrown. Run one with
 * {@code mvn verify -Pfuzz -Dtest=InputFuzzTest#json}; an input that fails is kept beside the report and fails from then on.
 */
class InputFuzzTest {

    private static final Map<String, String> SERDES = Map.of("schema.registry.url", "mock://fuzz");
    private static final Topics TOPICS = new Topics("");
    private static final int ANSWER_HEAD = 64;
    private static final int PATIENCE_MS = 2_000;

    private static RecordDecoder decoder;
    private static QueryServer server;

    @FuzzTest(maxDuration = "10m")
    void json(byte[] data) {
        events(EventFormat.JSON_LINES, data);
    }

    @FuzzTest(maxDuration = "10m")
    void csv(byte[] data) {
        events(EventFormat.CSV, data);
    }

    private static void events(EventFormat format, byte[] data) {
        EventReader.lines(List.of(EventSource.of("fuzz", format, new ByteArrayInputStream(data))))
                .forEach(line -> {});
    }

    /** The body of a record, behind the id of a schema that is there. */
    @FuzzTest(maxDuration = "10m")
    void avro(byte[] data) {
        if (decoder == null) {
            SubjectRegistration.register(TOPICS, SERDES);
            decoder = new RecordDecoder(SERDES);
        }
        for (String topic : TOPICS.inputs()) {
            for (int schema = 1; schema <= TOPICS.inputs().size(); schema++) {
                byte[] framed = ByteBuffer.allocate(data.length + 1 + Integer.BYTES)
                        .put((byte) 0)
                        .putInt(schema)
                        .put(data)
                        .array();
                decoder.read(topic, SpecificRecord.class, framed);
            }
        }
    }

    @FuzzTest(maxDuration = "10m")
    void rules(byte[] data) {
        RuleFile.read(new String(data, UTF_8));
    }

    @FuzzTest(maxDuration = "10m")
    void routes(byte[] data) {
        RoutesFile.read(new String(data, UTF_8));
    }

    /** A question of an instance, a parameter a line. */
    @FuzzTest(maxDuration = "10m")
    void questions(byte[] data) {
        Map<String, String> parameters = new HashMap<>();
        new String(data, UTF_8).lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                parameters.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        try {
            QueryCodec.decode(new QueryParameters(parameters));
        } catch (IllegalArgumentException | DateTimeException e) {
            // refused, as InternalRoute has it
        }
    }

    /** The path, the query and headers of a request: anything but an error of the server's own. */
    @FuzzTest(maxDuration = "10m")
    void http(byte[] data) {
        if (server == null) {
            server = QueryServer.start(new HttpSettings("127.0.0.1", 0, Optional.empty()), new PrometheusMetrics());
        }
        String head = ask(data);
        if (head.startsWith("HTTP/1.1 500")) {
            throw new AssertionError(head);
        }
    }

    /** The beginning of the answer; empty if the server hangs up, as it may on what is no request. */
    @SuppressWarnings("try") // what is closed is what was allowed
    private static String ask(byte[] data) {
        // The fuzzer takes any connection for one that an input has made.
        try (SilentCloseable ignored = BugDetectors.allowNetworkConnections();
                Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            OutputStream out = socket.getOutputStream();
            out.write("GET /api/v1/".getBytes(UTF_8));
            out.write(data);
            out.write(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(ANSWER_HEAD), ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
