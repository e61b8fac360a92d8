package io.bellwether.domain.alert;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Lets days that are over pass once more, each as the statements say that it was: so it is known on which of them alerts
 * were open, whatever the order in which anything arrived. Not safe for several threads.
 */
public final class DayReplay {

    private final SortedMap<LocalDate, List<Consumer<AlertEngine>>> days = new TreeMap<>();

    /**
     * Something was published on a day.
     *
     * @param news gives the engine what is to be known of a brand at the end of that day
     */
    public void add(LocalDate day, Consumer<AlertEngine> news) {
        days.computeIfAbsent(day, key -> new ArrayList<>()).add(news);
    }

    /**
     * Lets all days pass, and then a last one.
     *
     * @param last later than all of them
     * @param listener hears what became of alerts, and how they stand on the last day
     * @return the days before the last one
     */
    public OpenDays pass(AlertBook alerts, LocalDate last, AlertListener listener) {
        AlertEngine engine = new AlertEngine(alerts);
        days.values().forEach(ofDay -> {
            ofDay.forEach(news -> news.accept(engine));
            engine.evaluate(null, listener);
        });
        engine.evaluate(last, listener);
        return engine.openDays();
    }
}
