package io.bellwether.streams.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** An exact rational number: the only rounding of a metric is its last step, {@link #toDouble}. */
record Fraction(BigInteger numerator, BigInteger denominator) implements Comparable<Fraction> {

    private static final MathContext DIGITS = new MathContext(60);

    Fraction {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("denominator must not be 0, numerator: " + numerator);
        }
        BigInteger divisor = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            divisor = divisor.negate();
        }
        numerator = numerator.divide(divisor);
        denominator = denominator.divide(divisor);
    }

    static Fraction of(long value) {
        return of(value, 1);
    }

    static Fraction of(long numerator, long denominator) {
        return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    Fraction plus(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Fraction minus(Fraction other) {
        return plus(other.times(of(-1)));
    }

    Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Fraction over(Fraction other) {
        return new Fraction(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    Fraction abs() {
        return new Fraction(numerator.abs(), denominator);
    }

    boolean isZero() {
        return numerator.signum() == 0;
    }

    long ceiling() {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[1].signum() > 0 ? parts[0].longValueExact() + 1 : parts[0].longValueExact();
    }

    double toDouble() {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), DIGITS)
                .doubleValue();
    }

    @Override
    public int compareTo(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }
}
