package io.bellwether.server.access;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Who may do what on a server, and how it is reached.
 *
 * @param tokens the file of bearer tokens; empty for none
 * @param oidc whose JSON Web Tokens are taken; empty for none
 * @param tls certificate and key; empty for plain HTTP
 * @param peers what instances prove themselves to each other with; empty if they need not
 */
public record AccessSettings(
        Optional<Path> tokens, Optional<Oidc> oidc, Optional<Tls> tls, Optional<PeerSecret> peers) {

    /** Everybody may do everything, over plain HTTP. */
    public static final AccessSettings OPEN =
            new AccessSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether requests must be authenticated. */
    public boolean authenticates() {
        return tokens.isPresent() || oidc.isPresent();
    }
}
