package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import io.bellwether.app.settings.UsageError;
import io.bellwether.app.terminal.TextTable;
import io.bellwether.server.access.AccessToken;
import io.bellwether.server.access.Role;
import io.bellwether.server.access.TokenFile;
import io.bellwether.server.access.WriteScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Bearer tokens for the query API. */
@Command(
        name = "token",
        description = {
            "Makes, lists and revokes bearer tokens for the query API.",
            "They are in the file of --tokens of 'streams' and 'up', which holds what recognises tokens, not the tokens;"
                    + " instances read it again when it changes."
        },
        synopsisSubcommandLabel = "COMMAND")
final class TokenVerb implements Runnable {

    private final Context context;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The file of tokens; default ./tokens.json.")
    private Path file = Path.of("tokens.json");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    TokenVerb(Context context) {
        this.context = context;
    }

    /** Without a command. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    @Command(
            description = {
                "Makes a token and prints it, once: it is kept nowhere.",
                "Roles: read (figures, alerts, metrics), ingest (events), acknowledge (alerts), admin (everything)."
            })
    int create(
            @Option(names = "--name", paramLabel = "NAME", required = true, description = "Whose it is.") String name,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            required = true,
                            description = "read, ingest, acknowledge or admin; repeatable.")
                    List<Role> roles,
            @Option(
                            names = "--brand",
                            paramLabel = "BRAND",
                            description = "It may write about this brand alone; repeatable.")
                    @Nullable
                    Set<String> brands,
            @Option(
                            names = "--source",
                            paramLabel = "SOURCE",
                            description = "It may speak for this source alone; repeatable.")
                    @Nullable
                    Set<String> sources,
            @Option(
                            names = "--tier",
                            paramLabel = "TIER",
                            description = "Of the sources that it speaks for, as OFFICIAL; repeatable.")
                    @Nullable
                    Set<String> tiers,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            description = "It expires after so many days; default 90, 0 for never.",
                            defaultValue = "90")
                    int days) {
        if (days < 0 || days > 36_500) {
            throw new UsageError("--days must be 0 to 36500, got: " + days);
        }
        WriteScope scope = new WriteScope(orNone(brands), orNone(sources), orNone(tiers));
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<Instant> expires = days == 0 ? Optional.empty() : Optional.of(now.plus(Duration.ofDays(days)));
        AccessToken.Created created;
        try {
            created = AccessToken.create(name, Set.copyOf(roles), scope, now, expires);
        } catch (IllegalArgumentException e) {
            throw new UsageError(Failure.line(e));
        }
        List<AccessToken> tokens = new ArrayList<>(Files.exists(file) ? read() : List.of());
        tokens.add(created.kept());
        write(tokens);
        context.console().out().println(created.text());
        return 0;
    }

    @Command(description = "Lists the tokens, without what would let anybody in.")
    int list() {
        TextTable table =
                new TextTable(List.of("id", "name", "roles", "brands", "sources", "tiers", "created", "expires"));
        for (AccessToken token : read()) {
            table.row(List.of(
                    token.id(),
                    token.name(),
                    joined(new TreeSet<>(token.roles().stream().map(Role::text).toList())),
                    joined(token.scope().brands()),
                    joined(token.scope().sources()),
                    joined(token.scope().tiers()),
                    token.created().toString(),
                    token.expires().map(Instant::toString).orElse("never")));
        }
        table.print(context.console());
        return 0;
    }

    @Command(description = "Takes a token back: instances refuse it from the next second on.")
    int revoke(@Parameters(paramLabel = "ID", description = "Of the token, as 'token list' shows it.") String id) {
        List<AccessToken> tokens = new ArrayList<>(read());
        if (!tokens.removeIf(token -> token.id().equals(id))) {
            throw new Failure("there is no token " + id + " in " + file);
        }
        write(tokens);
        context.console().out().println("revoked");
        return 0;
    }

    private static Set<String> orNone(@Nullable Set<String> given) {
        return given == null ? Set.of() : given;
    }

    private static String joined(Set<String> texts) {
        return String.join(" ", new TreeSet<>(texts));
    }

    private List<AccessToken> read() {
        try {
            return TokenFile.read(file);
        } catch (IOException e) {
            throw new Failure("the tokens cannot be read: " + Failure.line(e), e);
        }
    }

    private void write(List<AccessToken> tokens) {
        try {
            TokenFile.write(file, tokens);
        } catch (IOException e) {
            throw new Failure("the tokens cannot be written: " + Failure.line(e), e);
        }
    }
}
