package io.bellwether.domain.market;

import java.util.Arrays;

/**
 * How years went on after a month, by the years known (docs/figures.md#forecast).
 *
 * @param typical the typical multiple: natural logarithm of what comes after the month over the mean of the three months
 *     up to it
 * @param residuals by how much the multiples of single years lay beside what the others gave, with both signs, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and large
record Outlook(double typical, double[] residuals) {

    /** How many residuals there are; at least ten. */
    int size() {
        return residuals.length;
    }

    /** The residual at the lower end of the middle eight tenths, docs/figures.md#forecast-low. */
    double low() {
        return residuals[Math.max(1, (size() + 1) / 10) - 1];
    }

    /** The residual at their upper end, docs/figures.md#forecast-high. */
    double high() {
        return residuals[Math.min(size(), (9 * (size() + 1) + 9) / 10) - 1];
    }

    /** How many residuals bring the year to a target. */
    int reaching(double yearToDate, double rest, double target) {
        int below = 0;
        int above = residuals.length;
        // The year grows with the residual, so that those that reach the target stand at the end.
        while (below < above) {
            int middle = (below + above) >>> 1;
            if (yearToDate + rest * Math.exp(residuals[middle]) >= target) {
                above = middle;
            } else {
                below = middle + 1;
            }
        }
        return residuals.length - below;
    }

    @Override
    public String toString() {
        return "Outlook[typical=" + typical + ", residuals=" + Arrays.toString(residuals) + "]";
    }
}
