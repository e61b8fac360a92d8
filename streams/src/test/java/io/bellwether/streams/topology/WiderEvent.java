package io.bellwether.streams.topology;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Events of a writer whose schema has a field {@code a_blob} more than ours. */
final class WiderEvent {

    private WiderEvent() {}

    /** An event with so many bytes in that field, as it stands on a topic. */
    static byte[] encode(String registry, Schema wider, SpecificRecord event, int bytes) {
        try {
            int id = MockSchemaRegistry.getClientForScope(registry).register("wider-event", new AvroSchema(wider));
            GenericRecord record = new GenericData.Record(wider);
            record.put("a_blob", ByteBuffer.allocate(bytes));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            GenericRecord own = generic(event);
            own.getSchema().getFields().forEach(field -> record.put(field.name(), own.get(field.name())));
            DatumWriter<GenericRecord> writer = new GenericDatumWriter<>(wider);
            writer.write(record, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static GenericRecord generic(SpecificRecord event) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new SpecificDatumWriter<>(event.getSchema(), SpecificData.getForClass(event.getClass())).write(event, encoder);
        encoder.flush();
        return new GenericDatumReader<GenericRecord>(event.getSchema())
                .read(null, DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
    }
}
