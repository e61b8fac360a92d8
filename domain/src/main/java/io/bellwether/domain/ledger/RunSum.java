package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Total;
import java.util.List;

/**
 * The sum over a run of months (docs/figures.md#sum-over-a-run), and what it was made of.
 *
 * @param gap whether a month of it is unknown, so that it is a lower bound
 * @param months whose totals were used
 * @param stretches windows of two or more months that were used
 */
record RunSum(Total total, boolean gap, List<Integer> months, List<Window> stretches) {

    /** By the windows that imply it. */
    static RunSum of(Total total, List<Window> windows) {
        return new RunSum(
                total,
                false,
                windows.stream()
                        .filter(window -> window.months() == 1)
                        .map(Window::first)
                        .toList(),
                windows.stream().filter(window -> window.months() > 1).toList());
    }
}
