package io.bellwether.app;

import io.bellwether.app.settings.Failure;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where {@code install} puts things, and {@code uninstall} finds them. */
final class InstallPlaces {

    private static final String NAME = "bellwether";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "The folder of the link, on the PATH; default ~/.local/bin.")
    private @Nullable Path directory;

    /**
     * A file of completion.
     *
     * @param shell that reads it when it starts
     */
    record Completion(CompletionVerb.Shell shell, Path file) {}

    Path link(Context context) {
        return (directory == null ? home(context).resolve(".local").resolve("bin") : directory).resolve(NAME);
    }

    static List<Completion> completions(Context context) {
        Path data = base(context, "XDG_DATA_HOME", ".local", "share");
        Path config = base(context, "XDG_CONFIG_HOME", ".config");
        return List.of(
                new Completion(
                        CompletionVerb.Shell.BASH,
                        data.resolve("bash-completion").resolve("completions").resolve(NAME)),
                new Completion(
                        CompletionVerb.Shell.FISH,
                        config.resolve("fish").resolve("completions").resolve(NAME + ".fish")));
    }

    /** The launcher that started this program; fails if it was started otherwise. */
    static Path launcher() {
        String launcher = System.getProperty("bellwether.launcher", "");
        if (launcher.isEmpty()) {
            throw new Failure("only the launcher 'bellwether' can be installed; this is java itself");
        }
        return Path.of(launcher);
    }

    private static Path base(Context context, String variable, String... byDefault) {
        String set = context.environment().getOrDefault(variable, "");
        if (!set.isEmpty()) {
            return Path.of(set);
        }
        Path path = home(context);
        for (String part : byDefault) {
            path = path.resolve(part);
        }
        return path;
    }

    private static Path home(Context context) {
        return Path.of(context.environment().getOrDefault("HOME", System.getProperty("user.home")));
    }
}
