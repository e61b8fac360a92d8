package io.bellwether.local;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * Main of the registry's process, which ends with its standard input. The parent writes {@link #STOP} to end it cleanly;
 * the end of the input means that the parent is gone, and this process halts.
 *
 * <p>Arguments: data directory, port, main class to run, file of the class-data archive. Uses nothing but the JDK, since it
 * is packaged alone.
 */
public final class RegistryProcess {

    /** The parent's command for a clean end. */
    static final int STOP = 's';
    /** Exit status: the data directory is in use by another process. */
    static final int DIRECTORY_IN_USE = 75;
    /** Exit status: the port is taken. */
    static final int PORT_TAKEN = 76;

    /**
     * The file to which a child writes its process id once it holds directory and port; until then, another process may
     * answer at the port.
     */
    static final String ADMITTED = "registry.pid";

    /** How long to wait for the registry of a killed parent to end. */
    private static final long LOCK_WAIT_NANOS = 5_000_000_000L;

    /** How long to wait for its port, which is released a moment after the lock. */
    private static final long PORT_WAIT_NANOS = 1_000_000_000L;

    private static final long POLL_NANOS = 50_000_000L;

    private RegistryProcess() {}

    /** Runs the registry; see the class. */
    public static void main(String[] args) throws Exception {
        Thread watcher = new Thread(() -> followParent(Path.of(args[3])), "parent-watch");
        watcher.setDaemon(true);
        watcher.start();
        if (!locked(Path.of(args[0], "in-use.lock"))) {
            Runtime.getRuntime().halt(DIRECTORY_IN_USE);
        }
        if (!becomesFree(Integer.parseInt(args[1]))) {
            Runtime.getRuntime().halt(PORT_TAKEN);
        }
        Files.writeString(
                Path.of(args[0], ADMITTED),
                String.valueOf(ProcessHandle.current().pid()));
        Class.forName(args[2]).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    }

    private static void followParent(Path archive) {
        InputStream parent = System.in;
        try {
            for (int command = parent.read(); command >= 0; command = parent.read()) {
                if (command == STOP) {
                    dumpClasses(archive);
                    Runtime.getRuntime().exit(0);
                }
            }
        } catch (IOException e) {
            // the same as the end of the input
        }
        Runtime.getRuntime().halt(0);
    }

    /** Writes the class-data archive, which makes the next start twice as fast; a failure costs only that. */
    private static void dumpClasses(Path archive) {
        if (Files.exists(archive) || !Files.isWritable(archive.toAbsolutePath().getParent())) {
            return;
        }
        Path unfinished = archive.resolveSibling(
                archive.getFileName() + "." + ProcessHandle.current().pid());
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "vmCds",
                            new Object[] {new String[] {"dynamic_dump", unfinished.toString()}},
                            new String[] {String[].class.getName()});
            Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
        } catch (JMException | IOException e) {
            System.err.println("no archive of loaded classes: " + e);
        }
    }

    @SuppressWarnings("resource") // held until this process ends
    private static boolean locked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long deadline = System.nanoTime() + LOCK_WAIT_NANOS;
        FileLock lock = channel.tryLock();
        while (lock == null && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
            lock = channel.tryLock();
        }
        return lock != null;
    }

    private static boolean becomesFree(int port) {
        long deadline = System.nanoTime() + PORT_WAIT_NANOS;
        boolean free = Ports.isFree(port);
        while (!free && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
            free = Ports.isFree(port);
        }
        return free;
    }
}
