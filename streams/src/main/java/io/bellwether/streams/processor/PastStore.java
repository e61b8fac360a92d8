package io.bellwether.streams.processor;

import io.bellwether.domain.alert.AlertEngine;
import io.bellwether.domain.alert.AlertKey;
import io.bellwether.domain.alert.OpenDays;
import io.bellwether.domain.alert.Past;
import io.bellwether.domain.alert.Scope;
import io.bellwether.schemas.avro.DayRecord;
import io.bellwether.schemas.avro.DaysRecord;
import io.bellwether.schemas.avro.PastRecord;
import io.bellwether.streams.codec.Encoding;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the engine knows of past days, so that it knows the same after a restart. Key -> value, keys in UTF-8:
 *
 * <ul>
 *   <li>{@code past} -> {@link PastRecord}: the day last seen, and what arrived since; written with what changes it;
 *   <li>{@code days} -> {@link DaysRecord}: at most {@link OpenDays#MAX_DAYS} days; written once a day;
 *   <li>{@code since}, rule, scope, subject, each after a line feed -> {@link DayRecord}: one for each alert open at the
 *       end of the last of these days; written where it changes, once a day.
 * </ul>
 */
final class PastStore {

    private static final byte[] PAST = bytes("past");
    private static final byte[] DAYS = bytes("days");
    private static final String SINCE = "since\n";

    private final KeyValueStore<byte[], byte[]> entries;
    private final Map<AlertKey, LocalDate> since = new HashMap<>();
    private Past.@Nullable State kept;
    private @Nullable OpenDays keptDays;
    private int keptChanges;

    PastStore(KeyValueStore<byte[], byte[]> entries) {
        this.entries = entries;
    }

    /** Gives the engine what was kept, after summaries and alerts were put back. */
    void restore(AlertEngine engine) {
        byte[] past = entries.get(PAST);
        byte[] days = entries.get(DAYS);
        if (!isRead(past, days)) {
            engine.forgetPast();
            return;
        }
        PastRecord record = Encoding.PAST.decode(past);
        try (KeyValueIterator<byte[], byte[]> found = entries.range(bytes(SINCE), bytes("since\u000b"))) {
            while (found.hasNext()) {
                KeyValue<byte[], byte[]> entry = found.next();
                if (!Encoding.DAY.isCurrent(entry.value)) {
                    continue; // written anew with the days
                }
                since.put(key(entry.key), Encoding.DAY.decode(entry.value).getDay());
            }
        }
        engine.restorePast(
                new Past.State(record.getSeenFrom(), record.getHasEvents(), record.getKnown(), record.getChangedFrom()),
                new OpenDays.State(
                        days == null ? List.of() : Encoding.DAYS.decode(days).getDays(), since));
        kept = engine.past().state();
        keptDays = engine.openDays();
        keptChanges = keptDays.changes();
    }

    /** What another version wrote, or did not write, is worked out anew. */
    private static boolean isRead(byte @Nullable [] past, byte @Nullable [] days) {
        return past != null && Encoding.PAST.isCurrent(past) && (days == null || Encoding.DAYS.isCurrent(days));
    }

    /**
     * Keeps what is otherwise than when it was kept last.
     *
     * @param isWritten whether all that became of alerts is written; who starts before it is cannot tell the days from them
     */
    void keep(AlertEngine engine, boolean isWritten) {
        Past.State now =
                isWritten ? engine.past().state() : engine.past().state().unknown();
        if (!now.equals(kept)) {
            entries.put(
                    PAST,
                    Encoding.PAST.encode(
                            new PastRecord(now.seenFrom(), now.hasEvents(), now.known(), now.changedFrom())));
            kept = now;
        }
        OpenDays days = engine.openDays();
        if (!days.equals(keptDays) || days.changes() != keptChanges) {
            keep(days.state());
            keptDays = days;
            keptChanges = days.changes();
        }
    }

    private void keep(OpenDays.State now) {
        entries.put(DAYS, Encoding.DAYS.encode(new DaysRecord(now.days())));
        for (AlertKey key : new ArrayList<>(since.keySet())) {
            if (!now.openSince().containsKey(key)) {
                entries.delete(key(key));
                since.remove(key);
            }
        }
        now.openSince().forEach((key, day) -> {
            if (!Objects.equals(since.put(key, day), day)) {
                entries.put(key(key), Encoding.DAY.encode(new DayRecord(day)));
            }
        });
    }

    private static byte[] key(AlertKey key) {
        return bytes(SINCE + key.rule() + "\n" + key.scope() + "\n" + key.subject());
    }

    private static AlertKey key(byte[] key) {
        String[] parts = new String(key, StandardCharsets.UTF_8).split("\n", 4);
        return new AlertKey(parts[1], Scope.valueOf(parts[2]), parts[3]);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
