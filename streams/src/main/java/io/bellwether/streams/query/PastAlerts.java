package io.bellwether.streams.query;

import io.bellwether.domain.alert.AlertBook;
import io.bellwether.domain.alert.AlertEngine;
import io.bellwether.domain.alert.AlertListener;
import io.bellwether.domain.alert.AlertTransition;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.streams.codec.AlertCodec;
import io.bellwether.streams.codec.Summaries;
import io.bellwether.streams.rules.RulePack;
import java.time.LocalDate;
import java.util.ArrayList;
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

    private final AlertEngine watch;
    /** By rule and subject: the last step, an open one as it stands. */
    private final Map<String, AlertTransition> last = new TreeMap<>();

    private PastAlerts(RulePack rules, UnaryOperator<String> brandNames) {
        this.watch = new AlertEngine(new AlertBook(rules.rules(), rules.version(), brandNames));
    }

    /**
     * The last transition of every rule and subject that had fired by the end of a day, open ones as they stood.
     *
     * @param course as {@link CourseQuery} has it, of all partitions
     */
    static List<Alert> of(
            LocalDate asOf, RulePack rules, UnaryOperator<String> brandNames, List<PartialResult.Entry> course) {
        PastAlerts past = new PastAlerts(rules, brandNames);
        Map<String, List<PartialResult.Entry>> days = new TreeMap<>();
        course.forEach(entry ->
                days.computeIfAbsent(day(entry), key -> new ArrayList<>()).add(entry));
        days.values().forEach(entries -> {
            entries.forEach(past::take);
            past.watch.evaluate(null, past);
        });
        past.watch.evaluate(asOf, past);
        return past.last.values().stream().map(AlertCodec::record).toList();
    }

    private static String day(PartialResult.Entry entry) {
        return entry.key().substring(0, entry.key().indexOf('/'));
    }

    private void take(PartialResult.Entry entry) {
        boolean ofModel = entry.key().indexOf('/') != entry.key().lastIndexOf('/');
        if (ofModel) {
            Summaries.ofModel(watch, entry.value(), entry::value);
        } else {
            Summaries.ofBrand(watch, entry.value(), entry::value);
        }
    }

    @Override
    public void onStep(AlertTransition step) {
        last.put(step.rule() + "\n" + step.subject().name(), step);
    }

    @Override
    public void onStanding(AlertTransition standing) {
        onStep(standing);
    }
}
