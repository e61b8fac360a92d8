package io.bellwether.app;

import io.bellwether.app.settings.UsageError;
import io.bellwether.server.access.AccessSettings;
import io.bellwether.server.access.Oidc;
import io.bellwether.server.access.PeerSecret;
import io.bellwether.server.access.Tls;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the verbs that serve the query API: who may do what there. */
final class AccessOptions {

    @Option(
            names = "--tokens",
            paramLabel = "FILE",
            description = {
                "Who asks must have a bearer token of this file, which 'token create' writes; read again when it changes.",
                "Default: everybody may do everything."
            })
    private @Nullable Path tokens;

    @Option(
            names = "--oidc-issuer",
            paramLabel = "URL",
            description = "Take JSON Web Tokens of this issuer, beside those of --tokens; needs --oidc-audience.")
    private @Nullable URI issuer;

    @Option(names = "--oidc-audience", paramLabel = "NAME", description = "What its tokens must name as audience.")
    private @Nullable String audience;

    @Option(
            names = "--oidc-jwks",
            paramLabel = "URL",
            description = "Where its keys are; default where its OpenID configuration says.")
    private @Nullable URI jwks;

    @Option(
            names = "--oidc-name-claim",
            paramLabel = "CLAIM",
            description = "Claim that names the principal; default ${DEFAULT-VALUE}.",
            defaultValue = Oidc.NAME_CLAIM)
    private String nameClaim = Oidc.NAME_CLAIM;

    @Option(
            names = "--oidc-roles-claim",
            paramLabel = "CLAIM",
            description =
                    "Claim with the roles, with dots into objects as realm_access.roles; default ${DEFAULT-VALUE}.",
            defaultValue = Oidc.ROLES_CLAIM)
    private String rolesClaim = Oidc.ROLES_CLAIM;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description =
                    "Serve TLS with this certificate (PEM, with those that vouch for it); read again when it changes.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its key (PEM, PKCS#8, not encrypted).")
    private @Nullable Path key;

    @Option(
            names = "--tls-client-ca",
            paramLabel = "FILE",
            description = "Clients must have a certificate of this authority (PEM).")
    private @Nullable Path clientAuthority;

    @Option(
            names = "--tls-ca",
            paramLabel = "FILE",
            description = "Authority of the other instances' certificates (PEM); default those that Java trusts.")
    private @Nullable Path authority;

    @Option(
            names = "--peer-secret-file",
            paramLabel = "FILE",
            description = {
                "A secret of 32 characters or more that all instances share and prove to each other to have; needed by",
                "several instances where who asks must say who it is."
            })
    private @Nullable Path peerSecret;

    @Option(
            names = "--insecure",
            description = "Listen beyond this machine though everybody there may then do everything.")
    private boolean insecure;

    /**
     * The settings as given.
     *
     * @param host where the API listens
     */
    AccessSettings settings(String host) {
        AccessSettings settings = new AccessSettings(Optional.ofNullable(tokens), oidc(), tls(), peers());
        if (!settings.authenticates() && !insecure && !isLoopback(host)) {
            throw new UsageError("--host " + host + " is reached by other machines, where everybody could then write:"
                    + " give --tokens or --oidc-issuer, or say --insecure");
        }
        return settings;
    }

    private Optional<Oidc> oidc() {
        if (issuer == null) {
            if (audience != null || jwks != null) {
                throw new UsageError("--oidc-audience and --oidc-jwks need --oidc-issuer");
            }
            return Optional.empty();
        }
        if (audience == null) {
            throw new UsageError("--oidc-issuer needs --oidc-audience: its tokens for other services would be taken");
        }
        try {
            return Optional.of(new Oidc(issuer, audience, Optional.ofNullable(jwks), nameClaim, rolesClaim));
        } catch (IllegalArgumentException e) {
            throw new UsageError("--oidc-issuer, --oidc-jwks: " + e.getMessage());
        }
    }

    private Optional<Tls> tls() {
        if (certificate == null || key == null) {
            if (certificate != null || key != null || clientAuthority != null) {
                throw new UsageError("--tls-cert and --tls-key go together");
            }
            return Optional.empty();
        }
        return Optional.of(
                new Tls(certificate, key, Optional.ofNullable(clientAuthority), Optional.ofNullable(authority)));
    }

    private Optional<PeerSecret> peers() {
        if (peerSecret == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(PeerSecret.read(peerSecret));
        } catch (IOException e) {
            throw new UsageError("--peer-secret-file cannot be used: " + e.getMessage());
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1") || host.equals("[::1]");
    }
}
