package io.bellwether.producer.publish;

import io.bellwether.producer.format.EventLine;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Cuts what is sent into transactions of bounded size, each of whole lines. */
final class Transactions {

    /** Bounds a transaction of long lines, so that it ends well before its time limit of a minute. */
    private static final long MAX_BYTES = 32L * 1024 * 1024;

    private final Producer<byte[], byte[]> producer;
    private final int maxLines;
    private final LongConsumer beforeCommit;
    private boolean open;
    private long lastLine;
    private int lines;
    private long bytes;

    /** @param beforeCommit given the last line of the open transaction, may add to it or fail */
    Transactions(Producer<byte[], byte[]> producer, int maxLines, LongConsumer beforeCommit) {
        this.producer = producer;
        this.maxLines = maxLines;
        this.beforeCommit = beforeCommit;
    }

    void begin() {
        if (!open) {
            producer.beginTransaction();
            open = true;
        }
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        // What fails, fails the commit.
        var unused = producer.send(record);
    }

    /** Notes that all of a line is sent. */
    void end(EventLine line) {
        lastLine = line.number();
        lines++;
        bytes += line.size();
        if (lines >= maxLines || bytes >= MAX_BYTES) {
            commit();
        }
    }

    /** Commits the lines since the last commit, if any. */
    void commit() {
        if (open) {
            beforeCommit.accept(lastLine);
            producer.commitTransaction();
            open = false;
            lines = 0;
            bytes = 0;
        }
    }

    /** Takes back what is not committed, after a failure that is not the producer's own. */
    void abort(RuntimeException failure) {
        if (open) {
            try {
                producer.abortTransaction();
            } catch (KafkaException e) {
                failure.addSuppressed(e);
            }
        }
    }
}
