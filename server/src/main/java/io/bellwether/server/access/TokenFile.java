package io.bellwether.server.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The file of bearer tokens: {@code {"version": 1, "tokens": [{"id", "name", "sha256", "roles", ...}]}}. */
public final class TokenFile {

    private static final int VERSION = 1;
    private static final int MAX_BYTES = 4_000_000;
    private static final Set<String> FIELDS =
            Set.of("id", "name", "sha256", "roles", "brands", "sources", "tiers", "created", "expires");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private TokenFile() {}

    /**
     * Reads it.
     *
     * @throws IOException if it cannot be read, or is no such file; the message names what is wrong
     */
    public static List<AccessToken> read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + ": is larger than " + MAX_BYTES + " bytes");
        }
        JsonNode root;
        try {
            root = JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            // Its own message would quote the file.
            throw new IOException(file + ": is no JSON, line " + e.getLocation().getLineNr());
        }
        if (root.path("version").asInt() != VERSION || !root.path("tokens").isArray()) {
            throw new IOException(file + ": must be an object with \"version\": " + VERSION + " and \"tokens\"");
        }
        List<AccessToken> tokens = new ArrayList<>();
        for (JsonNode entry : root.path("tokens")) {
            try {
                tokens.add(token(entry));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new IOException(file + ": token " + (tokens.size() + 1) + ": " + e.getMessage(), e);
            }
        }
        return List.copyOf(tokens);
    }

    private static AccessToken token(JsonNode entry) {
        entry.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                // A misspelt limit would limit nothing.
                throw new IllegalArgumentException("unknown field " + field + "; known are " + new TreeSet<>(FIELDS));
            }
        });
        Set<Role> roles = new HashSet<>();
        texts(entry, "roles").forEach(role -> roles.add(Role.valueOf(role.toUpperCase(Locale.ROOT))));
        JsonNode expires = entry.path("expires");
        return new AccessToken(
                text(entry, "id"),
                text(entry, "name"),
                text(entry, "sha256"),
                roles,
                new WriteScope(texts(entry, "brands"), texts(entry, "sources"), texts(entry, "tiers")),
                Instant.parse(text(entry, "created")),
                expires.isMissingNode() || expires.isNull()
                        ? Optional.empty()
                        : Optional.of(Instant.parse(text(entry, "expires"))));
    }

    private static String text(JsonNode entry, String field) {
        if (!entry.path(field).isTextual()) {
            throw new IllegalArgumentException(field + " must be a text");
        }
        return entry.path(field).textValue();
    }

    private static Set<String> texts(JsonNode entry, String field) {
        JsonNode list = entry.path(field);
        if (!list.isMissingNode() && !list.isArray()) {
            throw new IllegalArgumentException(field + " must be a list");
        }
        Set<String> texts = new TreeSet<>();
        for (JsonNode one : list) {
            if (!one.isTextual()) {
                throw new IllegalArgumentException(field + " must be a list of texts");
            }
            texts.add(one.textValue());
        }
        return texts;
    }

    /** Writes it, for its owner alone, and whole or not at all: an instance may read it at any moment. */
    public static void write(Path file, List<AccessToken> tokens) throws IOException {
        ObjectNode root = JSON.createObjectNode().put("version", VERSION);
        ArrayNode list = root.putArray("tokens");
        for (AccessToken token : tokens) {
            ObjectNode entry = list.addObject();
            entry.put("id", token.id()).put("name", token.name()).put("sha256", token.sha256());
            put(entry, "roles", token.roles().stream().map(Role::text).toList());
            put(entry, "brands", token.scope().brands());
            put(entry, "sources", token.scope().sources());
            put(entry, "tiers", token.scope().tiers());
            entry.put("created", token.created().toString());
            token.expires().ifPresent(expires -> entry.put("expires", expires.toString()));
        }
        Path absolute = file.toAbsolutePath();
        // Temporary files are made for their owner alone.
        Path fresh = Files.createTempFile(absolute.getParent(), ".tokens-", ".json");
        try {
            Files.write(fresh, JSON.writeValueAsBytes(root));
            Files.move(fresh, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void put(ObjectNode entry, String field, Collection<String> texts) {
        if (!texts.isEmpty()) {
            ArrayNode list = entry.putArray(field);
            new TreeSet<>(texts).forEach(list::add);
        }
    }
}
