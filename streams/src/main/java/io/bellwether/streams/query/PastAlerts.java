package io.bellwether.streams.query;

import io.bellwether.domain.alert.AlertBook;
import io.bellwether.domain.alert.AlertEngine;
import io.bellwether.domain.alert.AlertKey;
import io.bellwether.domain.alert.AlertListener;
import io.bellwether.domain.alert.AlertTransition;
import io.bellwether.domain.alert.DayReplay;
import io.bellwether.domain.alert.OpenDays;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.streams.codec.AlertCodec;
import io.bellwether.streams.codec.Summaries;
import io.bellwether.streams.query.PartialResult.Entry;
import io.bellwether.streams.rules.RulePack;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The alerts of a past day, worked out anew: the market is watched again from the first day on, day by day as things
 * were published, by the rules that run now. What arrived late, and how often the pipeline was restarted, makes no
 * difference to them.
 */
final class PastAlerts implements AlertListener {

    /** The last step of every rule on every subject, an open one as it stands. */
    private final Map<AlertKey, AlertTransition> last = new TreeMap<>();

    private PastAlerts() {}

    /**
     * The last transition of every rule and subject that had fired by the end of a day, open ones as they stood.
     *
     * @param course as {@link CourseQuery} has it, of all partitions
     */
    static List<Alert> of(LocalDate asOf, RulePack rules, UnaryOperator<String> brandNames, List<Entry> course) {
        PastAlerts past = new PastAlerts();
        replay(course).pass(new AlertBook(rules.rules(), rules.version(), brandNames), asOf, past);
        return past.last.values().stream().map(AlertCodec::record).toList();
    }

    /**
     * On which days before one alerts were open.
     *
     * @param course the same up to the day before it
     */
    static OpenDays openDays(LocalDate before, RulePack rules, List<Entry> course) {
        return replay(course).pass(new AlertBook(rules.rules(), rules.version()), before, step -> {});
    }

    private static DayReplay replay(List<Entry> course) {
        DayReplay replay = new DayReplay();
        for (Entry entry : course) {
            String[] parts = entry.key().split("/", 3);
            replay.add(LocalDate.parse(parts[0]), engine -> take(engine, parts, entry));
        }
        return replay;
    }

    private static void take(AlertEngine engine, String[] parts, Entry entry) {
        if (entry.value().length == 0) {
            engine.remove(parts[1], parts[2]);
        } else if (parts.length == 3) {
            Summaries.ofModel(engine, entry.value(), entry::value);
        } else {
            Summaries.ofBrand(engine, entry.value(), entry::value);
        }
    }

    @Override
    public void onStep(AlertTransition step) {
        last.put(step.key(), step);
    }

    @Override
    public void onStanding(AlertTransition standing) {
        onStep(standing);
    }
}
