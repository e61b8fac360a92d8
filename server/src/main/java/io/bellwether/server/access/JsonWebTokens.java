package io.bellwether.server.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JSON Web Tokens of one issuer. Its keys are fetched when the first token comes, kept, and fetched again for a key that
 * is not known, at most every 30 s. Thread-safe.
 */
final class JsonWebTokens {

    private static final Logger LOG = LoggerFactory.getLogger(JsonWebTokens.class);

    private static final int TIMEOUT_MS = 2_000;
    private static final int MAX_DOCUMENT_BYTES = 200_000;
    private static final int MAX_NAME = 200;
    private static final List<String> ROLE_PREFIXES = List.of("", "bellwether:", "bellwether-");

    /** Signatures by a private key alone: with a shared secret, whoever verifies could also sign. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final Oidc oidc;
    private @Nullable DefaultJWTProcessor<SecurityContext> processor;

    JsonWebTokens(Oidc oidc) {
        this.oidc = oidc;
    }

    /** Whose token this is; empty if it is none of the issuer's for us, or has expired, or the issuer cannot be asked. */
    Optional<Principal> principal(String token) {
        try {
            return Optional.of(principal(processor().process(token, null)));
        } catch (ParseException | BadJOSEException | IllegalArgumentException e) {
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("a JSON Web Token is refused");
        } catch (JOSEException | IOException e) {
            LOG.atWarn()
                    .addKeyValue("issuer", oidc.issuer())
                    .addKeyValue("reason", e.getMessage())
                    .log("the issuer's keys cannot be had");
        }
        return Optional.empty();
    }

    private synchronized DefaultJWTProcessor<SecurityContext> processor() throws IOException, ParseException {
        if (processor == null) {
            DefaultResourceRetriever documents =
                    new DefaultResourceRetriever(TIMEOUT_MS, TIMEOUT_MS, MAX_DOCUMENT_BYTES);
            URI jwks = oidc.jwks().isPresent() ? oidc.jwks().get() : discovered(documents);
            JWKSource<SecurityContext> keys = JWKSourceBuilder.<SecurityContext>create(jwks.toURL(), documents)
                    .retrying(true)
                    .outageTolerant(true)
                    .build();
            DefaultJWTProcessor<SecurityContext> made = new DefaultJWTProcessor<>();
            made.setJWSTypeVerifier(
                    new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
            made.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
            made.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                    oidc.audience(),
                    new JWTClaimsSet.Builder().issuer(oidc.issuer().toString()).build(),
                    Set.of("exp")));
            processor = made;
        }
        return processor;
    }

    private URI discovered(DefaultResourceRetriever documents) throws IOException, ParseException {
        String issuer = oidc.issuer().toString();
        URI address = URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration");
        Map<String, Object> document = JSONObjectUtils.parse(
                documents.retrieveResource(address.toURL()).getContent());
        if (!issuer.equals(document.get("issuer"))) {
            throw new IOException(address + " is of another issuer");
        }
        return new Oidc(URI.create(String.valueOf(document.get("jwks_uri"))), oidc.audience(), Optional.empty(), "", "")
                .issuer();
    }

    private Principal principal(JWTClaimsSet claims) {
        Object name = claims.getClaim(oidc.nameClaim());
        if (!(name instanceof String text)
                || text.isBlank()
                || text.length() > MAX_NAME
                || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the claim " + oidc.nameClaim() + " is no name");
        }
        Set<Role> roles = new HashSet<>();
        for (String word : words(nested(claims.getClaims(), oidc.rolesClaim()))) {
            for (Role role : Role.values()) {
                if (ROLE_PREFIXES.stream()
                        .anyMatch(prefix -> word.toLowerCase(Locale.ROOT).equals(prefix + role.text()))) {
                    roles.add(role);
                }
            }
        }
        WriteScope scope = new WriteScope(
                Set.copyOf(words(claims.getClaim("bellwether_brands"))),
                Set.copyOf(words(claims.getClaim("bellwether_sources"))),
                Set.copyOf(words(claims.getClaim("bellwether_tiers"))));
        return new Principal(text, roles, scope, false);
    }

    private static @Nullable Object nested(Map<String, Object> claims, String path) {
        Object found = claims.get(path);
        if (found == null) {
            found = claims;
            for (String part : path.split("\\.", -1)) {
                found = found instanceof Map<?, ?> map ? map.get(part) : null;
            }
        }
        return found;
    }

    private static List<String> words(@Nullable Object claim) {
        if (claim instanceof String text) {
            return Arrays.stream(text.split(" ", -1))
                    .filter(word -> !word.isEmpty())
                    .toList();
        }
        return claim instanceof Collection<?> list
                ? list.stream()
                        .flatMap(one -> one instanceof String text ? Stream.of(text) : Stream.empty())
                        .distinct()
                        .toList()
                : List.of();
    }
}
