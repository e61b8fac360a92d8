package io.bellwether.producer.publish;

import com.google.common.base.Ticker;
import io.bellwether.producer.format.EventReader;
import io.bellwether.producer.format.EventSource;
import io.bellwether.producer.format.EventSources;
import io.bellwether.producer.format.InputException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A folder that others drop event files into. Each complete file is published exactly once, as {@link Publisher} does,
 * and then moved to {@code done} within the folder; one that cannot be read at all goes to {@code failed}, with the reason
 * in a file beside it. A process killed between the two finds the file again: nothing of it is sent, and it is moved.
 *
 * <p>A file is complete once its size and time of change have stayed the same for a while, or at once where writers give
 * it its name only when it is whole. Files whose name starts with a dot or does not end as those of event files, links and
 * folders are left alone. It is polled: network folders do not notify of changes.
 *
 * <p>Several processes may watch one folder; they take turns over a file and lose none. One thread at a time.
 */
public final class WatchedFolder {

    /** Most files taken in one round; the others' turn comes in the next. */
    private static final int MAX_FILES = 10_000;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private final Path folder;
    private final OwnFolder done;
    private final OwnFolder failed;
    private final Duration settle;
    private final Ticker ticker;
    private Map<Path, Look> looks = new HashMap<>();

    private WatchedFolder(Path folder, OwnFolder done, OwnFolder failed, Duration settle, Ticker ticker) {
        this.folder = folder;
        this.done = done;
        this.failed = failed;
        this.settle = settle;
        this.ticker = ticker;
    }

    /**
     * Opens a folder, and makes those for what is done and what failed.
     *
     * @param settle how long a file must stay the same; zero takes it at first sight
     * @throws InputException if it is no folder that can be written to, or one of those is a link or another user's
     */
    public static WatchedFolder open(Path folder, Duration settle) {
        return open(folder, settle, Ticker.systemTicker());
    }

    static WatchedFolder open(Path folder, Duration settle, Ticker ticker) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder + ": no such folder");
        }
        try {
            OwnFolder done = OwnFolder.open(folder, "done");
            OwnFolder failed = OwnFolder.open(folder, "failed");
            return new WatchedFolder(folder, done, failed, settle, ticker);
        } catch (IOException e) {
            throw new InputException(folder + ": cannot be used: " + e.getMessage(), e);
        }
    }

    /** What became of a file. */
    public sealed interface Outcome {

        /** It is on the topics, and in {@code done}. */
        record Done(PublishSummary summary) implements Outcome {}

        /** It is no file of events, and in {@code failed}. */
        record Failed(String reason) implements Outcome {}

        /** It could not be taken now, because it changes or cannot be read; its turn comes again. */
        record Waits(String reason) implements Outcome {}

        /** Another process took it. */
        record Gone() implements Outcome {}
    }

    /** Whether files are there that are not complete yet. */
    public boolean hasUnsettled() {
        return looks.values().stream().anyMatch(look -> !isSettled(look));
    }

    /**
     * Looks at the folder.
     *
     * @return the complete files, by name
     * @throws InputException if it cannot be listed
     */
    public List<Path> complete() {
        Map<Path, Look> now = new HashMap<>();
        List<Path> complete = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, WatchedFolder::mayBeTaken)) {
            for (Path file : entries) {
                if (now.size() >= MAX_FILES) {
                    break;
                }
                Look look = look(file);
                if (look != null) {
                    now.put(file, look);
                    if (isSettled(look)) {
                        complete.add(file);
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new InputException(folder + ": cannot be listed: " + e.getMessage(), e);
        }
        looks = now;
        complete.sort(null);
        return complete;
    }

    private static boolean mayBeTaken(Path file) {
        return !file.getFileName().toString().startsWith(".")
                && EventSources.of(file).isPresent()
                && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private @Nullable Look look(Path file) throws IOException {
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
        Look before = looks.get(file);
        return before != null && before.size == found.size() && before.changed.equals(found.lastModifiedTime())
                ? before
                : new Look(found.size(), found.lastModifiedTime(), ticker.read());
    }

    private boolean isSettled(Look look) {
        return ticker.read() - look.since >= settle.toNanos();
    }

    /**
     * Publishes a file and moves it.
     *
     * @throws PublishException if the cluster or the registry fails; the file stays
     */
    public Outcome take(Path file, Publisher publisher, Progress progress) {
        // A link that takes the file's place meanwhile would lead to what its author cannot read, but this process can.
        EventSource source = EventSources.of(file).orElseThrow().withoutLinks();
        Look look = looks.get(file);
        try {
            EventReader.requireWhole(source);
            PublishSummary summary = publisher.publish(List.of(source), progress);
            return settleDone(file, look, summary);
        } catch (InputException e) {
            looks.remove(file);
            return refused(file, e);
        } catch (NoSuchFileException e) {
            return new Outcome.Gone();
        } catch (IOException e) {
            return new Outcome.Waits(file + ": is published but cannot be moved: " + e);
        }
    }

    private Outcome settleDone(Path file, @Nullable Look look, PublishSummary summary) throws IOException {
        OwnFolder.Moved moved = done.take(file);
        if (look != null && !look.isOf(moved.attributes())) {
            // Written to after it was read and before it was moved: as it is now it was not published.
            done.giveBack(moved);
            return new Outcome.Waits(file + ": changed while it was being published");
        }
        return new Outcome.Done(summary);
    }

    private Outcome refused(Path file, InputException e) {
        Throwable cause = e.getCause();
        if (cause instanceof NoSuchFileException) {
            return new Outcome.Gone();
        }
        if (!(cause instanceof ZipException || cause instanceof EOFException)) {
            return new Outcome.Waits(String.valueOf(e.getMessage()));
        }
        String reason = escaped(String.valueOf(e.getMessage()));
        try {
            failed.take(file, reason);
            return new Outcome.Failed(reason);
        } catch (IOException again) {
            return new Outcome.Waits(reason + "; and it cannot be moved: " + again);
        }
    }

    /** On one line: a file's name may hold line feeds and control characters. */
    private static String escaped(String text) {
        return UNPRINTABLE.matcher(text).replaceAll(found -> {
            int c = found.group().codePointAt(0);
            return c < 0x10000 ? "\\\\u%04x".formatted(c) : "\\\\u{%x}".formatted(c);
        });
    }

    /**
     * A file as it was seen.
     *
     * @param since when it was first seen so, in the ticker's nanoseconds
     */
    private record Look(long size, FileTime changed, long since) {

        boolean isOf(BasicFileAttributes found) {
            return found.size() == size && found.lastModifiedTime().equals(changed);
        }
    }
}
