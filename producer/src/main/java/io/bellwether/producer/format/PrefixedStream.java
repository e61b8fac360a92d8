package io.bellwether.producer.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose first bytes may be looked at and put back. Unlike {@link java.io.PushbackInputStream} it hands out what
 * was put back without waiting for more.
 */
final class PrefixedStream extends FilterInputStream {

    private byte @Nullable [] prefix;
    private int next;

    PrefixedStream(InputStream in) {
        super(in);
    }

    /** These bytes come next, before all others. */
    void putBack(byte[] bytes) {
        prefix = bytes;
        next = 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int read = read(one, 0, 1);
        return read < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        byte[] before = prefix;
        if (before == null || next == before.length) {
            prefix = null;
            return super.read(bytes, offset, length);
        }
        int taken = Math.min(length, before.length - next);
        System.arraycopy(before, next, bytes, offset, taken);
        next += taken;
        return taken;
    }

    @Override
    public int available() throws IOException {
        byte[] before = prefix;
        return before == null ? super.available() : before.length - next + super.available();
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
