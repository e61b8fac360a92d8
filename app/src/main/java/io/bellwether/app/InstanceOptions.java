package io.bellwether.app;

import io.bellwether.app.settings.Setting;
import io.bellwether.app.settings.UsageError;
import io.bellwether.server.access.PemFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options of the verbs that ask a running instance. */
final class InstanceOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The instance; default $BELLWETHER_URL, else " + InstanceClient.DEFAULT_URL + ".")
    private @Nullable String url;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The bearer token that the instance asks for.")
    private @Nullable Path token;

    @Option(
            names = "--cacert",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Authority of the instance's certificate (PEM); default those that Java trusts.")
    private @Nullable Path authority;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "A certificate that the instance asks for (PEM); needs --key.")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "FILE", scope = ScopeType.INHERIT, description = "Its key (PEM, PKCS#8).")
    private @Nullable Path key;

    /** A client of the instance of the option, else of the environment, else of this machine. */
    InstanceClient client(Context context) {
        String named = url == null ? context.environment().getOrDefault(Setting.URL_VARIABLE, "") : url;
        return new InstanceClient(
                named.isEmpty() ? InstanceClient.DEFAULT_URL : named, context.console(), token(), tls());
    }

    private Optional<String> token() {
        if (token == null) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(token).strip();
            if (text.isEmpty() || text.chars().anyMatch(c -> c <= ' ' || c >= 0x7F)) {
                throw new UsageError("--token-file " + token + " must hold one token");
            }
            return Optional.of(text);
        } catch (IOException e) {
            throw new UsageError("--token-file " + token + " cannot be read: " + e);
        }
    }

    private Optional<SSLContext> tls() {
        if ((certificate == null) != (key == null)) {
            throw new UsageError("--cert and --key go together");
        }
        if (authority == null && certificate == null) {
            return Optional.empty();
        }
        Optional<PemFiles.Identity> identity = certificate == null || key == null
                ? Optional.empty()
                : Optional.of(new PemFiles.Identity(certificate, key));
        try {
            return Optional.of(PemFiles.client(Optional.ofNullable(authority), identity));
        } catch (IOException | GeneralSecurityException e) {
            throw new UsageError("--cacert, --cert, --key: " + e.getMessage());
        }
    }
}
