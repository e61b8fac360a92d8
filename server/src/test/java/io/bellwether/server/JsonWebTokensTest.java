package io.bellwether.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.bellwether.server.access.AccessSettings;
import io.bellwether.server.access.Authenticator;
import io.bellwether.server.access.Oidc;
import io.bellwether.server.access.Principal;
import io.bellwether.server.access.Role;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens of an issuer whose keys are served as issuers serve them. */
class JsonWebTokensTest {

    private static final String AUDIENCE = "bellwether";

    private static HttpServer issuer;
    private static RSAKey rsa;
    private static ECKey ec;
    private static Authenticator authenticator;

    @BeforeAll
    static void start() throws Exception {
        rsa = new RSAKeyGenerator(2_048).keyID("rsa").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"" + address() + "\",\"jwks_uri\":\"" + address() + "/keys\"}");
        serve("/keys", new JWKSet(List.of(rsa, ec)).toString(true));
        issuer.start();
        Oidc oidc = new Oidc(URI.create(address()), AUDIENCE, Optional.empty(), "sub", "realm_access.roles");
        authenticator = Authenticator.of(
                new AccessSettings(Optional.empty(), Optional.of(oidc), Optional.empty(), Optional.empty()),
                Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        issuer.stop(0);
    }

    private static String address() {
        return "http://127.0.0.1:" + issuer.getAddress().getPort();
    }

    private static void serve(String path, String document) {
        issuer.createContext(path, exchange -> {
            byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(address())
                .audience(AUDIENCE)
                .subject("li.wei")
                .claim("realm_access", Map.of("roles", List.of("bellwether:read", "ingest", "offline_access")))
                .claim("bellwether_brands", List.of("xiaomi"))
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    }

    private static String signed(JWSAlgorithm algorithm, String key, JWSSigner signer, JWTClaimsSet claims)
            throws Exception {
        SignedJWT token =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private static Optional<Principal> byRsa(JWTClaimsSet.Builder claims) throws Exception {
        return authenticator.principal(signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(rsa), claims.build()));
    }

    @Test
    void shouldKnowAPrincipalByItsClaims() throws Exception {
        Optional<Principal> principal = byRsa(claims());

        assertThat(principal).hasValueSatisfying(known -> {
            assertThat(known.name()).isEqualTo("li.wei");
            assertThat(known.roles()).isEqualTo(Set.of(Role.READ, Role.INGEST));
            assertThat(known.scope().brands()).containsExactly("xiaomi");
            assertThat(known.may(Role.ACKNOWLEDGE)).isFalse();
        });
        assertThat(authenticator.principal(signed(JWSAlgorithm.ES256, "ec", new ECDSASigner(ec), claims().build())))
                .isPresent();
    }

    @Test
    void shouldRefuseTokensThatAreNotForUsOrNoLongerValid() throws Exception {
        Date past = Date.from(Instant.now().minusSeconds(300));

        assertThat(byRsa(claims().audience("another-service"))).isEmpty();
        assertThat(byRsa(claims().issuer("http://127.0.0.1:1"))).isEmpty();
        assertThat(byRsa(claims().expirationTime(past))).isEmpty();
        assertThat(byRsa(claims().expirationTime(null))).isEmpty();
        assertThat(byRsa(claims().notBeforeTime(Date.from(Instant.now().plusSeconds(300)))))
                .isEmpty();
        assertThat(byRsa(claims().subject(" "))).isEmpty();
        assertThat(byRsa(claims().subject("a\nb"))).isEmpty();
    }

    @Test
    void shouldRefuseSignaturesThatAnybodyCanMake() throws Exception {
        JWTClaimsSet claims = claims().build();
        RSAKey other = new RSAKeyGenerator(2_048).keyID("rsa").generate();
        byte[] publicKey = rsa.toRSAPublicKey().getEncoded();

        assertThat(authenticator.principal(new PlainJWT(claims).serialize()))
                .as("none")
                .isEmpty();
        assertThat(authenticator.principal(signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(other), claims)))
                .as("another key of the name")
                .isEmpty();
        assertThat(authenticator.principal(signed(JWSAlgorithm.HS256, "rsa", new MACSigner(publicKey), claims)))
                .as("the public key as a shared secret")
                .isEmpty();
        String valid = signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(rsa), claims);
        assertThat(authenticator.principal(valid.substring(0, valid.lastIndexOf('.') + 1)))
                .as("cut off")
                .isEmpty();
        assertThat(authenticator.principal("no.token.atall")).isEmpty();
    }
}
