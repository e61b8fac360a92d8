package io.bellwether.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;

/** Inputs that are no events, each in a way that some program fell for once, and events between them. */
final class HostileEvents {

    static final int BRANDS = 50;

    private final Random random;

    HostileEvents(Random random) {
        this.random = random;
    }

    /** A day's sale of one vehicle; every number is another statement. */
    static String good(int number) {
        return "{\"type\":\"sales\",\"brand\":\"" + brand(number) + "\",\"measure\":\"DELIVERIES\",\"period_start\":\""
                + day(number) + "\",\"granularity\":\"DAY\",\"units\":1,\"source\":\"ir\",\"source_tier\":\"OFFICIAL\","
                + "\"published_at\":\"2024-11-01\"}";
    }

    static String brand(int number) {
        return "brand-" + number % BRANDS;
    }

    static LocalDate day(int number) {
        return LocalDate.of(2020, 1, 1).plusDays(number / BRANDS);
    }

    /** The same as a row under {@link #COLUMNS}. */
    static String goodRow(int number) {
        return "sales," + brand(number) + ",DELIVERIES," + day(number) + ",DAY,1,ir,OFFICIAL,2024-11-01";
    }

    static final String COLUMNS = "type,brand,measure,period_start,granularity,units,source,source_tier,published_at";

    /** A row that is none under {@link #COLUMNS}. */
    String badRow() {
        String row = goodRow(random.nextInt(1_000));
        return switch (random.nextInt(6)) {
            case 0 -> row.replace(",1,", ",=1+1,");
            case 1 -> row + ",x,,";
            case 2 -> row.replace(",1,", ",\"1\"x,");
            case 3 -> row.replace(",1,", ",\"=cmd|' /C calc'!A0\",");
            case 4 -> row.replace(",1,", "," + "9".repeat(5_000) + ",");
            default -> "x".repeat(random.nextInt(2_000) + 1);
        };
    }

    /** A line that is no event. */
    byte[] badLine() {
        String good = good(random.nextInt(1_000));
        return switch (random.nextInt(20)) {
            case 0 -> "[".repeat(random.nextInt(50_000) + 1).getBytes(UTF_8);
            case 1 -> "{\"a\":".repeat(random.nextInt(10_000) + 1).getBytes(UTF_8);
            case 2 -> with(good, "units\":1", "units\":1e999999999");
            case 3 -> with(good, "units\":1", "units\":" + "9".repeat(random.nextInt(5_000) + 20));
            case 4 -> with(good, "units\":1", "units\":1,\"units\":1");
            case 5 -> with(good, "brand-", "\\ud83d");
            case 6 -> join(good.substring(0, 25).getBytes(UTF_8), new byte[] {(byte) 0xC0, (byte) 0x80}, good);
            case 7 -> join(good.substring(0, 1).getBytes(UTF_8), new byte[] {0}, good.substring(1));
            case 8 -> ("\ufeff\ufeff" + good).getBytes(UTF_8);
            case 9 -> good.substring(0, 1 + random.nextInt(good.length() - 1)).getBytes(UTF_8);
            case 10 -> with(good, "\"units\"", "\"unts\"");
            case 11 -> with(good, "\"DAY\"", "\"FORTNIGHT\"");
            case 12 -> with(good, "\"ir\"", "\"" + "y".repeat(random.nextInt(100_000) + 5_000) + "\"");
            case 13 -> with(good, "\"sales\"", "\"'; drop table alerts; --\"");
            case 14 -> with(good, "2024-11-01", "+999999999-12-31T23:59:59.999999999Z");
            case 15 -> with(good, "units\":1", "units\":-0.1");
            case 16 -> ("[" + good + "," + good + "]]").getBytes(UTF_8);
            case 17 -> manyFields(good).getBytes(UTF_8);
            case 18 -> with(good, "\"units\":1", "\"units\":{\"$gt\":0}");
            default -> noise();
        };
    }

    /** Bytes for an input topic that are no record of it. */
    byte[] badRecord(byte[] goodRecord) {
        return switch (random.nextInt(8)) {
            case 0 -> new byte[0];
            case 1 -> noise();
            case 2 -> Arrays.copyOf(goodRecord, 1 + random.nextInt(goodRecord.length - 1));
            case 3 -> withSchema(goodRecord, 1_000_000 + random.nextInt(1_000));
            case 4 -> withSchema(goodRecord, -1 - random.nextInt(1_000));
            // A text, then another, that claim up to two gigabytes.
            case 5 ->
                join(Arrays.copyOf(goodRecord, 5), new byte[] {-2, -1, -1, -1, (byte) (1 + random.nextInt(15))}, "");
            case 6 -> join(Arrays.copyOf(goodRecord, 5), new byte[] {1}, "");
            default -> good(1).getBytes(UTF_8);
        };
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(300) + 8];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '\n' || bytes[i] == '\r' ? (byte) 0xFF : bytes[i];
        }
        bytes[0] = 'x';
        bytes[1] = (byte) 0xFE;
        return bytes;
    }

    private String manyFields(String good) {
        StringBuilder event = new StringBuilder(good.substring(0, good.length() - 1));
        for (int i = random.nextInt(2_000); i >= 0; i--) {
            event.append(",\"f").append(i).append("\":null");
        }
        return event.append('}').toString();
    }

    private static byte[] withSchema(byte[] record, int id) {
        byte[] other = record.clone();
        ByteBuffer.wrap(other).putInt(1, id);
        return other;
    }

    private static byte[] with(String good, String part, String other) {
        return good.replace(part, other).getBytes(UTF_8);
    }

    private static byte[] join(byte[] first, byte[] second, String third) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(first);
        joined.writeBytes(second);
        joined.writeBytes(third.getBytes(UTF_8));
        return joined.toByteArray();
    }
}
