package io.bellwether.app;

import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate of 127.0.0.1 that vouches for itself.
 *
 * @param keys with the private key
 * @param trust with the certificate alone
 */
record Certificate(Path keys, Path trust, String password) {

    private static final String ALIAS = "brokers";

    static Certificate make(Path directory) throws Exception {
        Certificate made = new Certificate(
                directory.resolve("keys.p12"), directory.resolve("truststore.p12"), "only-for-this-test");
        Path exported = directory.resolve("brokers.pem");
        made.keytool(made.keys, "-genkeypair", "-keyalg", "EC", "-dname", made.name(), "-ext", "san=ip:127.0.0.1");
        made.keytool(made.keys, "-exportcert", "-rfc", "-file", exported.toString());
        made.keytool(made.trust, "-importcert", "-noprompt", "-file", exported.toString());
        return made;
    }

    private void keytool(Path store, String command, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                command,
                "-alias",
                ALIAS,
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                password));
        words.addAll(List.of(options));
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool " + command + " failed");
        }
    }

    /** Its subject, which is also the principal that it authenticates. */
    String name() {
        return "CN=" + ALIAS;
    }

    Map<String, String> asServer() {
        return Map.of(
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                keys.toString(),
                "ssl.keystore.password",
                password,
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.location",
                trust.toString(),
                "ssl.truststore.password",
                password);
    }

    /** For a server of the JDK's. */
    SSLContext context() throws Exception {
        KeyStore store = KeyStore.getInstance(keys.toFile(), password.toCharArray());
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(store, password.toCharArray());
        TrustManagerFactory others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), others.getTrustManagers(), null);
        return context;
    }
}
