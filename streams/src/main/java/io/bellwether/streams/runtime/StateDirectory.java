package io.bellwether.streams.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory with an instance's state: for one instance at a time, and empty after one that was killed.
 *
 * <p>Under exactly-once, stores that were open when a process died are of no use: Kafka Streams finds that out task by
 * task, empties them and restores them from their changelogs. Killed a second time while it empties them, it leaves
 * half a RocksDB that no later start can open. Emptying them before it starts comes to the same, and may be interrupted.
 */
final class StateDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
    private static final String TASKS = "[0-9]*_[0-9]*";

    private final Path open;
    private final Path origin;
    private final Path application;
    private final FileChannel lock;

    private StateDirectory(Path directory, Path application, FileChannel lock) {
        this.open = directory.resolve("open");
        this.origin = directory.resolve("origin");
        this.application = application;
        this.lock = lock;
    }

    /**
     * Takes a directory, made if it is missing.
     *
     * @param applicationId names the folder in it that Kafka Streams uses
     * @throws IllegalStateException if another instance has it
     */
    static StateDirectory open(Path directory, String applicationId) {
        try {
            PrivateDirectory.create(directory);
            FileChannel lock = lock(directory.resolve("instance.lock"));
            if (lock == null) {
                throw new IllegalStateException("state directory " + directory + " is in use by another instance");
            }
            Path open = directory.resolve("open");
            if (Files.exists(open)) {
                LOG.atInfo()
                        .addKeyValue("directory", directory)
                        .log("the last instance was killed: its state is restored");
                empty(directory.resolve(applicationId));
            } else {
                Files.createFile(open);
            }
            return new StateDirectory(directory, directory.resolve(applicationId), lock);
        } catch (IOException e) {
            throw new UncheckedIOException("state directory " + directory + ": " + e.getMessage(), e);
        }
    }

    private static @Nullable FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException held) {
            LOG.atDebug().setCause(held).log("held by this very process");
        }
        channel.close();
        return null;
    }

    private static void empty(Path application) throws IOException {
        if (!Files.isDirectory(application)) {
            return;
        }
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(application, TASKS)) {
            for (Path task : tasks) {
                Utils.delete(task.toFile());
            }
        }
    }

    /**
     * Empties the stores unless they were restored from these changelogs: after a rebuild, offsets of others would
     * be taken for theirs.
     *
     * @param changelogs says which they are, otherwise after they were created again; empty if there are none
     */
    void requireOrigin(String changelogs) {
        try {
            boolean isOther = Files.exists(origin) && !Files.readString(origin).equals(changelogs);
            if (changelogs.isEmpty() || isOther) {
                empty(application);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The instance has stopped and left its state in order.
     *
     * @param changelogs as in {@link #requireOrigin}
     */
    void markClean(String changelogs) {
        try {
            Files.writeString(origin, changelogs);
            Files.deleteIfExists(open);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the next instance in. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
