package io.bellwether.streams.codec;

import io.bellwether.schemas.avro.Acknowledgement;
import io.bellwether.schemas.avro.Alert;
import io.bellwether.schemas.avro.BrandMetrics;
import io.bellwether.schemas.avro.BrandMonth;
import io.bellwether.schemas.avro.BrandSummaryRecord;
import io.bellwether.schemas.avro.CalendarEntry;
import io.bellwether.schemas.avro.ChangeEntry;
import io.bellwether.schemas.avro.DayRecord;
import io.bellwether.schemas.avro.DaysRecord;
import io.bellwether.schemas.avro.MarketView;
import io.bellwether.schemas.avro.ModelMetrics;
import io.bellwether.schemas.avro.PastRecord;
import io.bellwether.schemas.avro.PromiseStanding;
import io.bellwether.schemas.avro.SourceEntry;
import io.bellwether.schemas.avro.StatementEntry;
import io.bellwether.schemas.avro.TargetRecord;
import io.bellwether.schemas.avro.TechnologyStanding;
import io.bellwether.schemas.avro.YearEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records of one kind inside the topology, in Avro's single-object encoding: it names the schema by fingerprint, so that
 * no registry is asked. May be used from any thread.
 *
 * <p>Records that are worked out from others are read by their own schema alone: what another version of the program
 * wrote is worked out again. Of those that are kept for good, the schemas of earlier versions are kept, too (ADR 13).
 */
public final class Encoding<T extends SpecificRecord> {

    public static final Encoding<BrandMetrics> BRAND_METRICS = new Encoding<>(BrandMetrics.class);
    public static final Encoding<ModelMetrics> MODEL_METRICS = new Encoding<>(ModelMetrics.class);
    public static final Encoding<BrandSummaryRecord> BRAND_SUMMARY = new Encoding<>(BrandSummaryRecord.class);
    static final Encoding<TechnologyStanding> TECHNOLOGY = new Encoding<>(TechnologyStanding.class);
    static final Encoding<PromiseStanding> PROMISE = new Encoding<>(PromiseStanding.class);
    static final Encoding<TargetRecord> TARGET = new Encoding<>(TargetRecord.class);
    public static final Encoding<BrandMonth> BRAND_MONTH = new Encoding<>(BrandMonth.class);
    public static final Encoding<MarketView> MARKET_VIEW = new Encoding<>(MarketView.class);
    public static final Encoding<Alert> ALERT = new Encoding<>(Alert.class, 1);
    public static final Encoding<SourceEntry> SOURCE = new Encoding<>(SourceEntry.class);
    public static final Encoding<StatementEntry> STATEMENT = new Encoding<>(StatementEntry.class);
    public static final Encoding<YearEntry> YEAR = new Encoding<>(YearEntry.class);
    public static final Encoding<CalendarEntry> CALENDAR = new Encoding<>(CalendarEntry.class);
    public static final Encoding<ChangeEntry> CHANGE = new Encoding<>(ChangeEntry.class);
    public static final Encoding<Acknowledgement> ACKNOWLEDGEMENT = new Encoding<>(Acknowledgement.class, 1);

    public static final Encoding<PastRecord> PAST = new Encoding<>(PastRecord.class);
    public static final Encoding<DayRecord> DAY = new Encoding<>(DayRecord.class);
    public static final Encoding<DaysRecord> DAYS = new Encoding<>(DaysRecord.class);

    /** Before the record: two fixed bytes, the fingerprint of the schema. */
    static final int MARK_BYTES = 10;

    private static final ThreadLocal<Workspace> WORKSPACE = ThreadLocal.withInitial(Workspace::new);

    private final Schema schema;
    private final SpecificData data;
    private final byte[] mark;
    private final DatumWriter<T> writer;
    private final DatumReader<T> reader;
    /** By fingerprint, how records of earlier schemas are read. */
    private final Map<Long, DatumReader<T>> earlier = new HashMap<>();

    /** What a thread encodes and decodes with. */
    private static final class Workspace {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        private @Nullable BinaryDecoder decoder;
    }

    private Encoding(Class<T> type) {
        this(type, 0);
    }

    /** @param versions how many earlier schemas are among the resources, as {@code earlier/NAME-1.avsc} and so on */
    private Encoding(Class<T> type, int versions) {
        schema = SpecificData.get().getSchema(type);
        data = SpecificData.getForClass(type);
        mark = mark(schema);
        writer = new SpecificDatumWriter<>(schema, data);
        reader = new SpecificDatumReader<>(schema, schema, data);
        for (int version = 1; version <= versions; version++) {
            Schema written = earlier(schema.getName() + "-" + version + ".avsc");
            earlier.put(fingerprint(mark(written)), new SpecificDatumReader<>(written, schema, data));
        }
    }

    static Schema earlier(String name) {
        try (InputStream resource = Encoding.class.getResourceAsStream("earlier/" + name)) {
            if (resource == null) {
                throw new IllegalStateException("no schema " + name + " among the resources");
            }
            return new Schema.Parser().parse(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] mark(Schema schema) {
        try {
            byte[] mark = new byte[MARK_BYTES];
            mark[0] = (byte) 0xC3;
            mark[1] = 1;
            byte[] fingerprint = SchemaNormalization.parsingFingerprint("CRC-64-AVRO", schema);
            System.arraycopy(fingerprint, 0, mark, 2, fingerprint.length);
            return mark;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Avro has the fingerprint that its own encoding needs", e);
        }
    }

    private static long fingerprint(byte[] encoded) {
        return ByteBuffer.wrap(encoded, 2, Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }

    /** The kinds that stores and topics inside the topology hold; the others are answers to queries. */
    static List<Encoding<?>> stored() {
        return List.of(
                BRAND_METRICS,
                MODEL_METRICS,
                BRAND_SUMMARY,
                TECHNOLOGY,
                PROMISE,
                TARGET,
                MARKET_VIEW,
                ALERT,
                ACKNOWLEDGEMENT,
                PAST,
                DAY,
                DAYS);
    }

    /** What records are written with. */
    Schema schema() {
        return schema;
    }

    /** The fingerprint of the schema that records are written with. */
    public long fingerprint() {
        return fingerprint(mark);
    }

    /** Whether bytes are a record that this version of the program wrote. */
    public boolean isCurrent(byte[] encoded) {
        return encoded.length >= MARK_BYTES && Arrays.equals(encoded, 0, MARK_BYTES, mark, 0, MARK_BYTES);
    }

    /** A record as bytes. */
    public byte[] encode(T record) {
        Workspace workspace = WORKSPACE.get();
        workspace.bytes.reset();
        workspace.bytes.writeBytes(mark);
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(workspace.bytes, workspace.encoder);
            writer.write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return workspace.bytes.toByteArray();
    }

    /**
     * The inverse of {@link #encode}.
     *
     * @throws OtherFormatException if another version of the program wrote it that this one does not read
     */
    public T decode(byte[] encoded) {
        return decode(reader, encoded);
    }

    /**
     * Reads the fields before the one of this name and no further: those after them are null in what it returns. A record
     * of an earlier schema is read whole.
     */
    public Head<T> before(String field) {
        Schema head = Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false);
        head.setFields(schema.getFields().subList(0, schema.getField(field).pos()).stream()
                .map(each -> new Schema.Field(each, each.schema()))
                .toList());
        DatumReader<T> ofHead = new SpecificDatumReader<>(head, head, data);
        return encoded -> decode(ofHead, encoded);
    }

    /** The beginning of a record; see {@link #before}. */
    @FunctionalInterface
    public interface Head<T> {

        /** Reads it. */
        T decode(byte[] encoded);
    }

    private T decode(DatumReader<T> how, byte[] encoded) {
        DatumReader<T> known = isCurrent(encoded) ? how : ofEarlier(encoded);
        Workspace workspace = WORKSPACE.get();
        workspace.decoder =
                DecoderFactory.get().binaryDecoder(encoded, MARK_BYTES, encoded.length - MARK_BYTES, workspace.decoder);
        try {
            return known.read(null, workspace.decoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DatumReader<T> ofEarlier(byte[] encoded) {
        DatumReader<T> known = encoded.length < MARK_BYTES ? null : earlier.get(fingerprint(encoded));
        if (known == null) {
            throw new OtherFormatException(schema.getName());
        }
        return known;
    }
}
