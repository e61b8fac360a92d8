package io.bellwether.server;

import io.bellwether.server.access.Tls;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.ScheduledExecutorService;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * A port that is listened on, with TLS if that is set.
 *
 * @param running follows the files of certificates until it is shut down
 */
record Listening(HttpSettings settings, int port, ScheduledExecutorService running) {

    void at(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.jetty.host = settings.host();
        config.jetty.port = port;
        settings.connections().keep(config.jetty);
        settings.access().tls().ifPresent(tls -> {
            SslContextFactory.Server factory = factory(tls);
            config.jetty.addConnector((jetty, http) -> encrypted(jetty, http, factory));
        });
    }

    private SslContextFactory.Server factory(Tls tls) {
        try {
            return tls.factory(running);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("certificate or key cannot be used: " + e.getMessage(), e);
        }
    }

    private ServerConnector encrypted(Server jetty, HttpConfiguration http, SslContextFactory.Server factory) {
        HttpConfiguration secure = new HttpConfiguration(http);
        // Which names are ours, CrossOriginProtection says.
        secure.addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector connector = new ServerConnector(
                jetty, new SslConnectionFactory(factory, "http/1.1"), new HttpConnectionFactory(secure));
        connector.setHost(settings.host());
        connector.setPort(port);
        return connector;
    }
}
