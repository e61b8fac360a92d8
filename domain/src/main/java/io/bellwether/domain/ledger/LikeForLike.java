package io.bellwether.domain.ledger;

import io.bellwether.domain.statement.Measure;
import io.bellwether.domain.statement.Months;
import io.bellwether.domain.statement.Total;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A change that remains fair when the Chinese new year moves between January and February
 * (docs/figures.md#deliveries-like-for-like): after the new year, what became of the yearly growth.
 */
final class LikeForLike {

    private static final int JANUARY = 1;
    private static final int FEBRUARY = 2;
    private static final int MARCH = 3;
    private static final int MONTHS_OF_AUTUMN = 3;

    private final TotalsView view;
    private final MonthGrowth growth;
    private final int reference;

    LikeForLike(TotalsView view, MonthGrowth growth, int reference) {
        this.view = view;
        this.growth = growth;
        this.reference = reference;
    }

    /** The value; null where it is unknown. */
    @Nullable
    Double compute() {
        return switch (Months.number(reference)) {
            case JANUARY -> null;
            case FEBRUARY -> afterNewYear(reference - 1);
            case MARCH -> afterNewYear(reference);
            default -> growth.between(reference - 1, reference);
        };
    }

    /** From a first month to the reference month, over a year, against October to December before. */
    private @Nullable Double afterNewYear(int first) {
        int october = Months.january(reference) - MONTHS_OF_AUTUMN;
        Total base = sum(first - 12, reference - 12);
        Total value = sum(first, reference);
        Total autumnBase = sum(october - 12, october - 12 + MONTHS_OF_AUTUMN - 1);
        Total autumn = sum(october, october + MONTHS_OF_AUTUMN - 1);
        if (base == null || value == null || autumnBase == null || autumn == null) {
            return null;
        }
        Growth rules = growth.growth();
        boolean known = Growth.isBase(base)
                && Growth.isBase(autumnBase)
                && !autumn.isAtLeast()
                && autumn.units() != 0
                && !rules.breaksBetween(first - 12, reference)
                && !rules.breaksBetween(october - 12, october + MONTHS_OF_AUTUMN - 1)
                && (first != reference || !growth.isSourceBreak(first - 12, reference, Growth.ratio(base, value)));
        return known ? ratio(base, value, autumnBase, autumn) : null;
    }

    private @Nullable Double ratio(Total base, Total value, Total autumnBase, Total autumn) {
        BigInteger before = product(base.units(), autumn.units());
        BigInteger difference = product(value.units(), autumnBase.units()).subtract(before);
        if (value.isAtLeast() && difference.signum() <= 0) {
            return null;
        }
        Total last = view.total(Measure.DELIVERIES, reference);
        boolean sellsAsMuch = last != null && last.units() * MONTHS_OF_AUTUMN * 5 >= autumn.units() * 4;
        return difference.signum() < 0 && sellsAsMuch
                ? null
                : (Double) (difference.doubleValue() / before.doubleValue());
    }

    private static BigInteger product(long left, long right) {
        return BigInteger.valueOf(left).multiply(BigInteger.valueOf(right));
    }

    /** The sum of the months' totals; null unless all are known. */
    private @Nullable Total sum(int first, int last) {
        Total sum = null;
        for (int month = first; month <= last; month++) {
            Total total = view.total(Measure.DELIVERIES, month);
            if (total == null) {
                return null;
            }
            sum = Total.plus(sum, total);
        }
        return sum;
    }
}
