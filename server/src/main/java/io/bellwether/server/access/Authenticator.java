package io.bellwether.server.access;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells whose a token is. Thread-safe. */
public final class Authenticator {

    private static final int MAX_LENGTH = 8_000;

    private final @Nullable Tokens tokens;
    private final @Nullable JsonWebTokens webTokens;

    private Authenticator(@Nullable Tokens tokens, @Nullable JsonWebTokens webTokens) {
        this.tokens = tokens;
        this.webTokens = webTokens;
    }

    /**
     * By settings.
     *
     * @throws IOException if the file of tokens cannot be read
     */
    public static Authenticator of(AccessSettings settings, InstantSource clock) throws IOException {
        Tokens tokens =
                settings.tokens().isPresent() ? Tokens.of(settings.tokens().get(), clock) : null;
        return new Authenticator(tokens, settings.oidc().map(JsonWebTokens::new).orElse(null));
    }

    /** Whether requests must be authenticated. */
    public boolean isRequired() {
        return tokens != null || webTokens != null;
    }

    /** The principal of every request where authentication is off. */
    public static Principal anybody() {
        return Principal.ANYBODY;
    }

    /** Whose token this is; empty if it is not, or no longer, anybody's. */
    public Optional<Principal> principal(String token) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        if (token.startsWith(AccessToken.PREFIX)) {
            return tokens == null ? Optional.empty() : tokens.principal(token);
        }
        return webTokens == null ? Optional.empty() : webTokens.principal(token);
    }

    /** What writes of a session of this token must carry: a page of another site cannot read it. */
    public static String csrf(String token) {
        return AccessToken.hash("csrf " + token);
    }
}
