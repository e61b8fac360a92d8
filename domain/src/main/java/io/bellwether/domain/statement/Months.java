package io.bellwether.domain.statement;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Calendar months as numbers, {@code year * 12 + month - 1}, so that months subtract and index arrays; quarters
 * likewise as {@code month / 3}.
 */
public final class Months {

    private static final int LAST_PRINTABLE = 9999 * 12 + 11;

    private Months() {}

    /** The month of a day. */
    public static int of(LocalDate day) {
        return day.getYear() * 12 + day.getMonthValue() - 1;
    }

    /** Calendar year of a month. */
    public static int year(int month) {
        return Math.floorDiv(month, 12);
    }

    /** Number of a month within its year, 1 to 12. */
    public static int number(int month) {
        return Math.floorMod(month, 12) + 1;
    }

    /** January of the month's year. */
    public static int january(int month) {
        return year(month) * 12;
    }

    /** The quarter that a month lies in. */
    public static int quarter(int month) {
        return Math.floorDiv(month, 3);
    }

    /** First day of a month. */
    public static LocalDate firstDay(int month) {
        return LocalDate.of(year(month), number(month), 1);
    }

    /** Last day of a month. */
    public static LocalDate lastDay(int month) {
        return YearMonth.of(year(month), number(month)).atEndOfMonth();
    }

    /** Whether a month can be written as YYYY-MM. */
    public static boolean isPrintable(long month) {
        return month >= 0 && month <= LAST_PRINTABLE;
    }

    /** YYYY-MM. */
    public static String format(int month) {
        return YearMonth.of(year(month), number(month)).toString();
    }

    /** The inverse of {@link #format}. */
    public static int parse(String month) {
        YearMonth parsed = YearMonth.parse(month);
        return parsed.getYear() * 12 + parsed.getMonthValue() - 1;
    }

    /** YYYY-Qn of a quarter. */
    public static String formatQuarter(int quarter) {
        return Math.floorDiv(quarter, 4) + "-Q" + (Math.floorMod(quarter, 4) + 1);
    }

    /** The inverse of {@link #formatQuarter}. */
    public static int parseQuarter(String quarter) {
        int mark = quarter.indexOf("-Q");
        return Integer.parseInt(quarter, 0, mark, 10) * 4
                + Integer.parseInt(quarter, mark + 2, quarter.length(), 10)
                - 1;
    }
}
