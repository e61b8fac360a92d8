package io.bellwether.server.access;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tokens of a file, which is read again when it changes. Thread-safe. */
final class Tokens {

    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

    private final Path file;
    private final InstantSource clock;
    private final FileWatch watch;
    private Map<String, AccessToken> byHash;

    private Tokens(Path file, InstantSource clock) throws IOException {
        this.file = file;
        this.clock = clock;
        this.watch = new FileWatch(List.of(file));
        this.byHash = byHash(TokenFile.read(file));
    }

    /** @throws IOException if the file cannot be read */
    static Tokens of(Path file, InstantSource clock) throws IOException {
        return new Tokens(file, clock);
    }

    private static Map<String, AccessToken> byHash(List<AccessToken> tokens) {
        return tokens.stream()
                .collect(Collectors.toMap(AccessToken::sha256, Function.identity(), (one, other) -> other));
    }

    /** Whose token this is; empty if it is unknown or has expired. */
    Optional<Principal> principal(String text) {
        Instant now = clock.instant();
        return Optional.ofNullable(current().get(AccessToken.hash(text)))
                .filter(token -> !token.isExpired(now))
                .map(AccessToken::principal);
    }

    /** Keeps what it had while a file cannot be read: half a file must not lock everybody out. */
    private synchronized Map<String, AccessToken> current() {
        if (watch.hasChanged()) {
            try {
                byHash = byHash(TokenFile.read(file));
                LOG.atInfo().addKeyValue("tokens", byHash.size()).log("the tokens were read again");
            } catch (IOException e) {
                LOG.atError()
                        .addKeyValue("reason", e.getMessage())
                        .log("the file of tokens cannot be read; those read before hold");
            }
        }
        return byHash;
    }
}
