package io.bellwether.streams.processor;

import io.bellwether.schemas.DecodedRecord;
import io.bellwether.schemas.RecordDecoder;
import io.bellwether.schemas.avro.RuleSet;
import io.bellwether.streams.rules.RuleFile;
import io.bellwether.streams.rules.RulePack;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads rules from what stands on the rules topic. Not for several threads. */
public final class RuleSets {

    private final String topic;
    private final RecordDecoder decoder;

    /** Of this topic. */
    public RuleSets(String topic, Map<String, ?> serdeConfig) {
        this.topic = topic;
        this.decoder = new RecordDecoder(serdeConfig);
    }

    /** A value of the topic that was accepted, as it stands there. */
    RuleSet asReceived(byte[] value) {
        return ((DecodedRecord.Accepted<RuleSet>) decoder.read(topic, RuleSet.class, value)).record();
    }

    /** Compiles a value of the topic that was taken: other rules must not silently run in its place. */
    public RulePack taken(byte[] value) {
        DecodedRecord<RulePack> decoded = decode(value);
        if (decoded instanceof DecodedRecord.Refused<RulePack> wrong) {
            throw new IllegalStateException("the applied rules cannot be read any more: " + wrong.refusal());
        }
        return ((DecodedRecord.Accepted<RulePack>) decoded).record();
    }

    /** Compiles a value of the topic, or says all that is wrong with it. */
    DecodedRecord<RulePack> decode(byte @Nullable [] value) {
        DecodedRecord<RuleSet> decoded = decoder.read(topic, RuleSet.class, value);
        if (decoded instanceof DecodedRecord.Refused<RuleSet> refused) {
            return new DecodedRecord.Refused<>(refused.refusal());
        }
        RuleSet set = ((DecodedRecord.Accepted<RuleSet>) decoded).record();
        RuleFile.Reading reading = RuleFile.read(set.getFile());
        if (reading instanceof RuleFile.Rejected wrong) {
            return DecodedRecord.refused(
                    "file", wrong.mistakes().stream().map(Object::toString).collect(Collectors.joining("; ")));
        }
        RulePack pack = ((RuleFile.Accepted) reading).pack();
        return pack.version().equals(set.getVersion())
                ? new DecodedRecord.Accepted<>(pack)
                : DecodedRecord.refused(
                        "version", "must be the file's " + pack.version() + ", got: '" + set.getVersion() + "'");
    }
}
