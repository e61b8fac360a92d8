package io.bellwether.consumer.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.regex.Pattern;

/** Figures as people read them; programs get every digit from the JSON. */
public final class FigureText {

    private static final Pattern FRACTION = Pattern.compile("-?\\d+\\.\\d+(?:E-?\\d+)?");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private FigureText() {}

    /** Grouped thousands; no decimals from 100 on, two below, and below 1 two digits that are not zero. */
    public static String of(BigDecimal value) {
        BigDecimal size = value.abs();
        BigDecimal rounded;
        if (size.compareTo(HUNDRED) >= 0) {
            rounded = value.setScale(0, RoundingMode.HALF_UP);
        } else if (size.compareTo(BigDecimal.ONE) >= 0) {
            rounded = value.setScale(2, RoundingMode.HALF_UP);
        } else {
            rounded = value.round(new MathContext(2, RoundingMode.HALF_UP));
        }
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMaximumFractionDigits(Math.max(0, rounded.scale()));
        return format.format(rounded);
    }

    /** A figure within a text, such as the value of a metric in an alert: a decimal fraction is rounded, all else kept. */
    public static String of(String value) {
        return FRACTION.matcher(value).matches() ? of(new BigDecimal(value)) : value;
    }
}
