package io.bellwether.streams.processor;

import io.bellwether.domain.alert.OpenDays;
import io.bellwether.streams.rules.RulePack;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;

/** Works out past days from the statements as they were published (docs/adr/0015-when-an-alert-began.md). */
@FunctionalInterface
public interface PastReplay {

    /**
     * Begins to work out the days before one; returns at once.
     *
     * @param rules that run
     * @return completed exceptionally if statements cannot be read at this moment
     */
    CompletableFuture<OpenDays> daysBefore(LocalDate before, RulePack rules);
}
