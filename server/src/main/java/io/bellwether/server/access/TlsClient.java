package io.bellwether.server.access;

import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client of other instances, made anew when the files of its certificate change. Thread-safe. */
public final class TlsClient {

    private static final Logger LOG = LoggerFactory.getLogger(TlsClient.class);

    private final Optional<Tls> tls;
    private final Supplier<HttpClient.Builder> builder;
    private final Optional<FileWatch> watch;
    private HttpClient client;

    /**
     * Reads the files.
     *
     * @param tls how it is known; empty for plain HTTP
     */
    public TlsClient(Optional<Tls> tls, Supplier<HttpClient.Builder> builder) {
        this.tls = tls;
        this.builder = builder;
        this.watch = tls.map(files -> new FileWatch(files.clientFiles()));
        try {
            this.client = make();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("certificate or key cannot be used: " + e.getMessage(), e);
        }
    }

    private HttpClient make() throws IOException, GeneralSecurityException {
        HttpClient.Builder building = builder.get();
        if (tls.isPresent()) {
            building.sslContext(tls.get().client());
        }
        return building.build();
    }

    /** The client by the files as they are now, or as they last could be read. */
    public synchronized HttpClient get() {
        if (watch.isPresent() && watch.get().hasChanged()) {
            try {
                client = make();
            } catch (IOException | GeneralSecurityException e) {
                LOG.atError()
                        .addKeyValue("reason", e.toString())
                        .log("certificate or key cannot be read again; those read before hold");
            }
        }
        return client;
    }
}
