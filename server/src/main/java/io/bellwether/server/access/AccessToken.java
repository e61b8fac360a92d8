package io.bellwether.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * A bearer token as its file keeps it: not the token, but its SHA-256, which suffices since a token is 256 random bits.
 *
 * @param id names it when it is revoked
 * @param name of the principal
 * @param sha256 of the token's text, in hex
 * @param expires from when on it is refused; empty for never
 */
public record AccessToken(
        String id,
        String name,
        String sha256,
        Set<Role> roles,
        WriteScope scope,
        Instant created,
        Optional<Instant> expires) {

    /** How every token begins, so that scanners for secrets find those that leak. */
    public static final String PREFIX = "bellwether_";

    private static final int SECRET_BYTES = 32;
    private static final int MAX_NAME = 200;

    public AccessToken {
        if (name.isBlank() || name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("name must be 1 to " + MAX_NAME + " printable characters");
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("roles must not be empty");
        }
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("sha256 must be 64 hex digits, got: " + sha256.length() + " characters");
        }
        roles = Set.copyOf(roles);
    }

    /** A new token's text, and how it is kept. */
    public record Created(String text, AccessToken kept) {

        @Override
        public String toString() {
            return "Created[text=***, kept=" + kept + "]";
        }
    }

    /** Makes a token. */
    public static Created create(
            String name, Set<Role> roles, WriteScope scope, Instant now, Optional<Instant> expires) {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        String text = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        String hash = hash(text);
        return new Created(text, new AccessToken(hash.substring(0, 12), name, hash, roles, scope, now, expires));
    }

    static String hash(String text) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    boolean isExpired(Instant now) {
        return expires.isPresent() && !now.isBefore(expires.get());
    }

    Principal principal() {
        return new Principal(name, roles, scope, false);
    }
}
