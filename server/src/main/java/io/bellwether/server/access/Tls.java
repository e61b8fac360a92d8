package io.bellwether.server.access;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS of a server from PEM files, which are read again when they change: certificates are renewed while it runs.
 *
 * @param certificate its certificate, followed by those that vouch for it
 * @param key its key, unencrypted PKCS#8
 * @param clients whose certificates clients must have; empty if they need none
 * @param authority that vouches for the certificates of instances; empty for those that Java trusts
 */
public record Tls(Path certificate, Path key, Optional<Path> clients, Optional<Path> authority) {

    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final long LOOK_EVERY_MS = 2_000;

    /** The names of {@link #factory}'s thread. */
    private static final String THREAD = "tls-files";

    /** A factory that follows the files until {@code running} is shut down. */
    public SslContextFactory.Server factory(ScheduledExecutorService running)
            throws IOException, GeneralSecurityException {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        load(factory);
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.setNeedClientAuth(clients.isPresent());
        // A client by address sends no name.
        factory.setSniRequired(false);
        List<Path> files = new ArrayList<>(List.of(certificate, key));
        clients.ifPresent(files::add);
        FileWatch watch = new FileWatch(files);
        // Ends with the clock that it runs on; what it may throw, it logs.
        ScheduledFuture<?> unused = running.scheduleWithFixedDelay(
                () -> reload(factory, watch), LOOK_EVERY_MS, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        return factory;
    }

    /** For {@link #factory}. */
    public static ScheduledExecutorService clock() {
        return Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, THREAD);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** For an instance that asks others, known to them by this certificate. */
    SSLContext client() throws IOException, GeneralSecurityException {
        return PemFiles.client(authority, Optional.of(new PemFiles.Identity(certificate, key)));
    }

    /** The files that it is made of for a client. */
    List<Path> clientFiles() {
        List<Path> files = new ArrayList<>(List.of(certificate, key));
        authority.ifPresent(files::add);
        return files;
    }

    private void load(SslContextFactory factory) throws IOException, GeneralSecurityException {
        KeyStore identity = PemFiles.identity(certificate, key);
        factory.setKeyStore(identity);
        factory.setKeyStorePassword(new String(PemFiles.PASSWORD));
        if (clients.isPresent()) {
            factory.setTrustStore(PemFiles.trusted(clients.get()));
        }
    }

    /** Keeps what it has while the files do not fit each other, as between the writing of one and the other. */
    private void reload(SslContextFactory factory, FileWatch watch) {
        if (!watch.hasChanged()) {
            return;
        }
        try {
            PemFiles.identity(certificate, key);
            factory.reload(fresh -> {
                try {
                    load(fresh);
                } catch (IOException | GeneralSecurityException e) {
                    throw new IllegalStateException(e);
                }
            });
            LOG.atInfo().addKeyValue("certificate", certificate).log("the certificate was read again");
        } catch (Exception e) { // what Jetty declares
            LOG.atError()
                    .addKeyValue("certificate", certificate)
                    .addKeyValue("reason", e.toString())
                    .log("the certificate cannot be read again; the one read before holds");
        }
    }
}
