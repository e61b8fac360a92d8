package io.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bellwether.server.access.AccessSettings;
import io.bellwether.server.access.PemFiles;
import io.bellwether.server.access.Tls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Certificates that change while the server runs, and clients that need some. */
@Tag("slow")
class TlsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private PemIdentity first;
    private PemIdentity second;
    private Path certificate;
    private Path key;
    private Path clients;
    private QueryServer server;

    @BeforeEach
    void makeCertificates() throws Exception {
        first = PemIdentity.make(directory, "first");
        second = PemIdentity.make(directory, "second");
        certificate = PemIdentity.replace(directory.resolve("certificate.pem"), first.certificate());
        key = PemIdentity.replace(directory.resolve("key.pem"), first.key());
        clients = PemIdentity.replace(directory.resolve("clients.pem"), first.certificate());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void start(Optional<Path> clientAuthority) {
        Tls tls = new Tls(certificate, key, clientAuthority, Optional.empty());
        AccessSettings access =
                new AccessSettings(Optional.empty(), Optional.empty(), Optional.of(tls), Optional.empty());
        server = QueryServer.start(
                new HttpSettings("127.0.0.1", 0, Optional.empty()).with(access), new PrometheusMetrics());
    }

    /** Asks anew by a client that trusts both, and is known by a certificate or by none. */
    private HttpResponse<String> ask(Optional<PemIdentity> identity) throws Exception {
        Path trusted =
                PemIdentity.replace(directory.resolve("trusted.pem"), first.certificate() + second.certificate());
        Optional<PemFiles.Identity> own = Optional.empty();
        if (identity.isPresent()) {
            own = Optional.of(new PemFiles.Identity(
                    PemIdentity.replace(
                            directory.resolve("client.pem"), identity.get().certificate()),
                    PemIdentity.replace(
                            directory.resolve("client.key"), identity.get().key())));
        }
        SSLContext context = PemFiles.client(Optional.of(trusted), own);
        return HttpClient.newBuilder()
                .sslContext(context)
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + "/health/live"))
                                .timeout(PATIENCE)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private String served() throws Exception {
        X509Certificate[] chain = (X509Certificate[])
                ask(Optional.empty()).sslSession().orElseThrow().getPeerCertificates();
        return chain[0].getSubjectX500Principal().getName();
    }

    @Test
    void shouldServeANewCertificateOnceItsKeyIsThereToo() throws Exception {
        start(Optional.empty());
        assertThat(served()).isEqualTo("CN=first");

        // When the certificate is replaced before its key
        try (LogLines lines = LogLines.of(LoggerFactory.getLogger(Tls.class))) {
            PemIdentity.replace(certificate, second.certificate());
            await().atMost(PATIENCE)
                    .until(() -> lines.texts().stream().anyMatch(line -> line.contains("the one read before holds")));
        }

        // Then the one before holds until that is there
        assertThat(served()).isEqualTo("CN=first");
        PemIdentity.replace(key, second.key());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(served()).isEqualTo("CN=second"));
    }

    @Test
    void shouldLetInClientsOfTheAuthorityAloneWhicheverItIsNow() throws Exception {
        start(Optional.of(clients));

        assertThat(ask(Optional.of(first)).statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> ask(Optional.empty())).isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> ask(Optional.of(second))).isInstanceOf(SSLException.class);

        // When another authority takes its place
        PemIdentity.replace(clients, second.certificate());

        // Then its clients are let in, and those of the former are not
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> ask(Optional.of(second)).statusCode() == 200);
        assertThatThrownBy(() -> ask(Optional.of(first))).isInstanceOf(SSLException.class);
    }
}
