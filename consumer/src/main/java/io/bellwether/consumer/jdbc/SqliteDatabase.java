package io.bellwether.consumer.jdbc;

import io.bellwether.consumer.sink.AlertConsumerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * A SQLite file. Write-ahead log, synced at each commit; others may read while alerts are written. The lock is on
 * {@code FILE.lock} beside it, since SQLite's own locks cannot exclude writers and admit readers; the empty lock file
 * stays, the lock ends with its process.
 */
public final class SqliteDatabase implements Database {

    /** Of fixed width, so that instants sort as text; SQLite's date functions understand it. */
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int BUSY_TIMEOUT_MS = 5_000;

    private final Path file;
    private final String name;
    private @Nullable FileChannel claim;

    public SqliteDatabase(Path file) {
        this(file, "jdbc:sqlite:" + file);
    }

    /** A file that belongs to something else, whose name is shown in errors. */
    public SqliteDatabase(Path file, String name) {
        this.file = file;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void claim() {
        if (claim != null) {
            return;
        }
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try {
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            claim = channel;
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse();
            }
        } catch (OverlappingFileLockException e) {
            throw inUse();
        } catch (NoSuchFileException e) {
            throw new AlertConsumerException(name() + ": the folder does not exist", e);
        } catch (IOException e) {
            throw new AlertConsumerException(name() + ": cannot be locked: " + e.getMessage(), e);
        }
    }

    private AlertConsumerException inUse() {
        return new AlertConsumerException(name() + ": in use by another process");
    }

    @Override
    public Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        // A transaction takes the write lock when it begins: busy is known before anything is written.
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    @Override
    public String instantType() {
        return "TEXT";
    }

    @Override
    public void begin(Connection connection) {
        // Everything is set with the connection.
    }

    @Override
    public void lockMigrations(Connection connection) {
        // The lock of claim() keeps other processes out.
    }

    @Override
    public void setInstant(PreparedStatement statement, int index, @Nullable Instant instant) throws SQLException {
        statement.setString(index, instant == null ? null : INSTANT.format(instant));
    }

    @Override
    public void setDay(PreparedStatement statement, int index, @Nullable LocalDate day) throws SQLException {
        statement.setString(index, day == null ? null : day.toString());
    }

    @Override
    public String jsonType() {
        return "TEXT";
    }

    @Override
    public void setJson(PreparedStatement statement, int index, @Nullable String json) throws SQLException {
        statement.setString(index, json);
    }

    @Override
    public boolean retryable(SQLException error) {
        // The low byte is the primary code; the others of an extended code say more of the same.
        int primary = error.getErrorCode() & 0xFF;
        return primary == SQLiteErrorCode.SQLITE_BUSY.code
                || primary == SQLiteErrorCode.SQLITE_LOCKED.code
                || primary == SQLiteErrorCode.SQLITE_FULL.code;
    }

    @Override
    public String explained(SQLException error) {
        return String.valueOf(error.getMessage());
    }

    @Override
    public void release() {
        FileChannel held = claim;
        claim = null;
        if (held != null) {
            try {
                held.close();
            } catch (IOException e) {
                throw new AlertConsumerException(name() + ": lock cannot be released: " + e.getMessage(), e);
            }
        }
    }
}
