package io.bellwether.producer.publish;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/**
 * A folder within one that others write to, for files that this process moves away. Whoever may write to the outer one may put
 * a link or a folder of its own in this one's place at any time: so it is opened without following a link each time, its
 * owner is looked at, and files are moved and written relative to what was opened, never by a path.
 */
final class OwnFolder {

    private final Path outer;
    private final Path name;
    private final UserPrincipal owner;

    private OwnFolder(Path outer, String name, UserPrincipal owner) {
        this.outer = outer;
        this.name = Path.of(name);
        this.owner = owner;
    }

    /**
     * Opens it, and makes it if it is missing.
     *
     * @throws IOException if it is a link, no folder, or another user's
     */
    static OwnFolder open(Path outer, String name) throws IOException {
        Path folder = outer.resolve(name);
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(folder);
        }
        OwnFolder own = new OwnFolder(outer, name, self(outer));
        own.with((in, opened) -> true);
        return own;
    }

    /** Who owns what this process makes: the name of its user may be unknown to the system, as in containers. */
    private static UserPrincipal self(Path outer) throws IOException {
        Path probe = Files.createTempFile(outer, ".owner-", null);
        try {
            return Files.getOwner(probe, LinkOption.NOFOLLOW_LINKS);
        } finally {
            Files.delete(probe);
        }
    }

    /** Size and time of change of a file that was moved here, and its name. */
    record Moved(String name, BasicFileAttributes attributes) {}

    /** Moves a file of the outer folder here; beside one of its name it gets a number. */
    Moved take(Path file) throws IOException {
        return with((in, opened) -> {
            Path free = free(opened, file.getFileName().toString());
            in.move(file.getFileName(), opened, free);
            return new Moved(free.toString(), attributes(opened, free));
        });
    }

    /** Moves a file back to the outer folder. */
    void giveBack(Moved moved) throws IOException {
        with((in, opened) -> {
            opened.move(Path.of(moved.name), in, free(in, moved.name));
            return true;
        });
    }

    /** Moves a file here with a text about it beside it. */
    void take(Path file, String text) throws IOException {
        Moved moved = take(file);
        with((in, opened) -> {
            Path note = free(opened, moved.name + ".reason");
            Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (SeekableByteChannel out = opened.newByteChannel(note, fresh)) {
                ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
            return true;
        });
    }

    private interface Work<T> {
        T on(SecureDirectoryStream<Path> in, SecureDirectoryStream<Path> opened) throws IOException;
    }

    private <T> T with(Work<T> work) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(outer)) {
            if (!(stream instanceof SecureDirectoryStream<Path> in)) {
                throw new IOException("the file system of " + outer + " cannot move files without following links");
            }
            if (!in.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes()
                    .isDirectory()) {
                throw new IOException(outer.resolve(name) + " is a link or no folder");
            }
            try (SecureDirectoryStream<Path> opened = in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                UserPrincipal found = opened.getFileAttributeView(FileOwnerAttributeView.class)
                        .getOwner();
                if (!found.equals(owner)) {
                    throw new IOException(outer.resolve(name) + " belongs to another user, " + found);
                }
                return work.on(in, opened);
            }
        }
    }

    private static Path free(SecureDirectoryStream<Path> folder, String name) throws IOException {
        Path free = Path.of(name);
        for (int i = 2; isThere(folder, free); i++) {
            free = Path.of(i + "-" + name);
        }
        return free;
    }

    private static boolean isThere(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        try {
            attributes(folder, name);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        return folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
    }
}
