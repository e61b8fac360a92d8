package io.bellwether.server.access;

import java.net.URI;
import java.util.Optional;

/**
 * Whose JSON Web Tokens are taken.
 *
 * @param issuer as it stands in the claim {@code iss}; its keys are found by OpenID Connect Discovery
 * @param audience that the claim {@code aud} must hold
 * @param jwks where the keys are, if not where discovery says
 * @param nameClaim names the principal
 * @param rolesClaim with its roles, a list or a text with blanks between; with dots into nested objects
 */
public record Oidc(URI issuer, String audience, Optional<URI> jwks, String nameClaim, String rolesClaim) {

    /** The default of the claim that names the principal. */
    public static final String NAME_CLAIM = "sub";

    /** The default of the claim with the roles. */
    public static final String ROLES_CLAIM = "roles";

    public Oidc {
        requireSafe(issuer);
        jwks.ifPresent(Oidc::requireSafe);
        if (audience.isBlank()) {
            throw new IllegalArgumentException("an audience must be given: other services' tokens would be taken");
        }
    }

    /** Keys that come unprotected over a network are anybody's. */
    private static void requireSafe(URI address) {
        String host = address.getHost();
        boolean here = host != null && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
        if (!"https".equals(address.getScheme()) && !("http".equals(address.getScheme()) && here)) {
            throw new IllegalArgumentException("must be an https address, got: " + address);
        }
    }
}
