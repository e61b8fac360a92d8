package io.bellwether.server.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates and keys in PEM files. Messages name the file, never what is in it. */
public final class PemFiles {

    /** Of key stores that are never written anywhere. */
    static final char[] PASSWORD = "in memory".toCharArray();

    /** What is signed to see whether a key is that of a certificate. */
    private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

    private PemFiles() {}

    /** A store with a certificate, those that vouch for it, and its key. */
    static KeyStore identity(Path certificates, Path key) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        PrivateKey own = privateKey(key);
        Certificate[] chain = certificates(certificates).toArray(Certificate[]::new);
        if (!belongTogether(chain[0].getPublicKey(), own)) {
            throw new IOException(key + " is not the key of the certificate in " + certificates);
        }
        store.setKeyEntry("identity", own, PASSWORD, chain);
        return store;
    }

    /** A key store would take any key for any certificate, and every client would then be refused. */
    private static boolean belongTogether(PublicKey published, PrivateKey key) throws GeneralSecurityException {
        if (!published.getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        String algorithm = key.getAlgorithm().equals("EC")
                ? "SHA256withECDSA"
                : key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : key.getAlgorithm();
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(published);
        signature.update(PROBE);
        return signature.verify(signed);
    }

    /** A store of certificates that are trusted. */
    static KeyStore trusted(Path certificates) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        int count = 0;
        for (Certificate certificate : certificates(certificates)) {
            store.setCertificateEntry("trusted-" + count++, certificate);
        }
        return store;
    }

    /**
     * What a client needs.
     *
     * @param trusted whose certificates it trusts; empty for those that Java trusts
     * @param identity certificate and key by which the client is known; empty for none
     */
    public static SSLContext client(Optional<Path> trusted, Optional<Identity> identity)
            throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted.isPresent() ? trusted(trusted.get()) : null);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(
                identity.isPresent()
                        ? identity(identity.get().certificate(), identity.get().key())
                        : empty(),
                PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** The files of a certificate and of its key. */
    public record Identity(Path certificate, Path key) {}

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
        if (found.isEmpty()) {
            throw new IOException(file + " holds no certificate");
        }
        return found;
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        Matcher key = KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!key.find()) {
            throw new IOException(file + " holds no unencrypted PKCS#8 key (BEGIN PRIVATE KEY);"
                    + " 'openssl pkcs8 -topk8 -nodes' makes one of another key");
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // of another algorithm
            }
        }
        throw new IOException(file + " holds a key of none of " + ALGORITHMS);
    }
}
