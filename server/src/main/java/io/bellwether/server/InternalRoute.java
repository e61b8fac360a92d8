package io.bellwether.server;

import io.bellwether.server.access.AccessSettings;
import io.bellwether.server.access.PeerSecret;
import io.bellwether.streams.query.LocalState;
import io.bellwether.streams.query.PartialResult;
import io.bellwether.streams.query.QueryCodec;
import io.bellwether.streams.query.QueryParameters;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Answers other instances from this one's own state alone, so that a query cannot circulate. */
final class InternalRoute {

    private final LocalState local;
    private final String pipeline;
    private final AccessSettings access;

    InternalRoute(LocalState local, String pipeline, AccessSettings access) {
        this.local = local;
        this.pipeline = pipeline;
        this.access = access;
    }

    void answer(Context context) {
        byte[] question = RequestBody.read(context);
        String proof = context.header(PeerSecret.HEADER);
        PeerSecret secret = access.peers().orElse(null);
        if (secret == null ? access.authenticates() : !secret.isOfQuestion(proof, question, Instant.now())) {
            throw Problem.forbidden("no instance asks that has the secret of the peers");
        }
        Map<String, String> parameters = parameters(new String(question, StandardCharsets.UTF_8));
        if (!pipeline.equals(parameters.get(HttpPeers.PIPELINE))) {
            throw Problem.unavailable("this is an instance of another pipeline");
        }
        PartialResult result;
        try {
            result = local.answerPeer(
                    QueryCodec.decode(new QueryParameters(parameters)),
                    partitions(parameters.getOrDefault(HttpPeers.PARTITIONS, "")),
                    Boolean.parseBoolean(parameters.get(HttpPeers.STANDBY)));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Problem.badRequest("no query of an instance of this version: " + e.getMessage());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            result.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (secret != null && proof != null) {
            context.header(PeerSecret.HEADER, secret.ofAnswer(proof, bytes.toByteArray()));
        }
        context.contentType("application/octet-stream").result(bytes.toByteArray());
    }

    private static Set<Integer> partitions(String list) {
        Set<Integer> partitions = new TreeSet<>();
        for (String one : list.split(",", -1)) {
            partitions.add(Integer.valueOf(one));
        }
        return partitions;
    }

    private static Map<String, String> parameters(String form) {
        Map<String, String> parameters = new HashMap<>();
        Arrays.stream(form.split("&", -1)).filter(pair -> pair.contains("=")).forEach(pair -> {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        });
        return parameters;
    }
}
