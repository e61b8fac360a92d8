package io.bellwether.producer.format;

import java.time.Instant;
import java.time.InstantSource;

/**
 * How events are understood where they come in.
 *
 * @param brands what names of brands and models mean
 * @param text how text that is not JSON is read
 * @param corrects whether what is fed corrects: {@code published_at} is raised to the moment of intake
 * @param clock the moment of intake
 */
public record IntakeOptions(BrandNames brands, TextOptions text, boolean corrects, InstantSource clock) {

    /** Any brand, no aliases, the system's clock. */
    public static final IntakeOptions DEFAULT =
            new IntakeOptions(BrandNames.ANY, TextOptions.DEFAULT, false, InstantSource.system());

    /** The same with other names. */
    public IntakeOptions withBrands(BrandNames other) {
        return new IntakeOptions(other, text, corrects, clock);
    }

    /** The same with another way to read text. */
    public IntakeOptions withText(TextOptions other) {
        return new IntakeOptions(brands, other, corrects, clock);
    }

    /** The same for corrections. */
    public IntakeOptions correcting() {
        return new IntakeOptions(brands, text, true, clock);
    }

    /** Equal for options that understand every text the same; empty for the default. */
    public String fingerprint() {
        String brand = brands.fingerprint();
        String reading = text.fingerprint();
        return brand.isEmpty() && reading.isEmpty() ? "" : brand + "/" + reading;
    }

    Instant now() {
        return clock.instant();
    }
}
