package io.bellwether.domain.market;

import io.bellwether.domain.statement.Months;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How good the forecasts of the year have been (docs/figures.md#score): each as it was made on the first day on which
 * its month was the brand's reference month, against what the year came to, beside the plain run rate.
 *
 * <p>Errors are relative: a forecast of 110,000 for a year of 100,000 is wrong by 0.10, whatever the brand's size.
 *
 * @param forecasts those that can be compared, by month, then brand
 * @param pending how many more were made, of years that are not over, or whose sum is not known in full or 0
 */
public record ForecastScore(List<Scored> forecasts, int pending) {

    /**
     * A forecast as it was made.
     *
     * @param month the reference month, see {@link Months}
     * @param year vehicles in the whole year
     * @param low lower end of the range; null if unknown, as is {@code high}
     * @param probability of reaching the target; null if unknown
     * @param target as it held on that day; null if there was none
     * @param runRateYear what the run rate came to, {@code projected_year}
     */
    public record Made(
            String brand,
            int month,
            LocalDate madeOn,
            double year,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double probability,
            @Nullable Long target,
            double runRateYear) {}

    /** A forecast beside what came, in vehicles above 0. */
    public record Scored(Made made, long actual) {

        /** Relative error, above 0 where too much was forecast. */
        public double error() {
            return made.year / actual - 1;
        }

        /** Relative error of the run rate. */
        public double runRateError() {
            return made.runRateYear / actual - 1;
        }

        /** Whether the year lies in the range; null where there is no range. */
        public @Nullable Boolean isHeld() {
            if (made.low == null || made.high == null) {
                return null;
            }
            return made.low <= actual && actual <= made.high;
        }

        /** (probability - outcome) squared; null without a probability. */
        public @Nullable Double brier() {
            if (made.probability == null || made.target == null) {
                return null;
            }
            double outcome = actual >= made.target ? 1 : 0;
            return (made.probability - outcome) * (made.probability - outcome);
        }
    }

    /**
     * Figures over several forecasts.
     *
     * @param forecasts how many
     * @param error mean relative error without sign, as is {@code runRateError}; null without forecasts
     * @param bias mean relative error with its sign, as is {@code runRateBias}
     * @param ranges how many have a range
     * @param coverage part of those ranges that held the year
     * @param probabilities how many have a probability of the target
     * @param brier mean of (probability - outcome) squared
     */
    public record Summary(
            int forecasts,
            @Nullable Double error,
            @Nullable Double bias,
            @Nullable Double runRateError,
            @Nullable Double runRateBias,
            int ranges,
            @Nullable Double coverage,
            int probabilities,
            @Nullable Double brier) {

        static Summary of(Collection<Scored> forecasts) {
            List<Boolean> held = known(forecasts, Scored::isHeld);
            List<Double> brier = known(forecasts, Scored::brier);
            return new Summary(
                    forecasts.size(),
                    mean(forecasts, forecast -> Math.abs(forecast.error())),
                    mean(forecasts, Scored::error),
                    mean(forecasts, forecast -> Math.abs(forecast.runRateError())),
                    mean(forecasts, Scored::runRateError),
                    held.size(),
                    mean(held, is -> is ? 1 : 0),
                    brier.size(),
                    mean(brier, Double::doubleValue));
        }

        private static <T> List<T> known(Collection<Scored> forecasts, Function<Scored, @Nullable T> figure) {
            List<T> known = new ArrayList<>();
            for (Scored forecast : forecasts) {
                T value = figure.apply(forecast);
                if (value != null) {
                    known.add(value);
                }
            }
            return known;
        }

        private static <T> @Nullable Double mean(Collection<T> values, ToDoubleFunction<T> figure) {
            OptionalDouble mean = values.stream().mapToDouble(figure).average();
            return mean.isPresent() ? (Double) mean.getAsDouble() : null;
        }
    }

    /** Over all forecasts. */
    public Summary overall() {
        return Summary.of(forecasts);
    }

    /** By calendar year. */
    public SortedMap<Integer, Summary> byYear() {
        return by(forecast -> Months.year(forecast.made.month));
    }

    /** By the number of the month from which they were made, 1 to 11. */
    public SortedMap<Integer, Summary> byMonth() {
        return by(forecast -> Months.number(forecast.made.month));
    }

    private SortedMap<Integer, Summary> by(Function<Scored, Integer> group) {
        SortedMap<Integer, List<Scored>> groups = new TreeMap<>();
        forecasts.forEach(forecast -> groups.computeIfAbsent(group.apply(forecast), key -> new ArrayList<>())
                .add(forecast));
        SortedMap<Integer, Summary> summaries = new TreeMap<>();
        groups.forEach((key, scored) -> summaries.put(key, Summary.of(scored)));
        return summaries;
    }

    /** What a year of a brand came to. */
    @FunctionalInterface
    public interface Actual {

        /** Vehicles; null where the year is not over, or its sum is unknown or a lower bound. */
        @Nullable
        Long units(String brand, int year);
    }

    /** Takes forecasts down as days pass. Not for several threads. */
    public static final class Recorder {

        private final int from;
        /** By month and brand. */
        private final SortedMap<String, Made> first = new TreeMap<>();

        /** Takes down those made from a reference month on, see {@link Months}. */
        public Recorder(int from) {
            this.from = from;
        }

        /** A forecast as it stands on a day; of each brand and month the first one is kept. */
        public void observe(Made forecast) {
            if (forecast.month >= from) {
                first.putIfAbsent(Months.format(forecast.month) + " " + forecast.brand, forecast);
            }
        }

        /** The forecasts whose year has come, beside it; a year without a vehicle cannot be compared. */
        public ForecastScore against(Actual actual) {
            List<Scored> scored = new ArrayList<>();
            for (Map.Entry<String, Made> entry : first.entrySet()) {
                Made made = entry.getValue();
                Long units = actual.units(made.brand, Months.year(made.month));
                if (units != null && units > 0) {
                    scored.add(new Scored(made, units));
                }
            }
            return new ForecastScore(scored, first.size() - scored.size());
        }
    }
}
