package io.bellwether.producer.format;

import com.google.common.io.CountingInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The content of a gzip file, as long as it is no bomb: a megabyte may hold a gigabyte of nothing, each line of which
 * would be kept as a dead letter. Event files shrink to a tenth or a twentieth.
 */
public final class UnpackedStream extends FilterInputStream {

    /** What may be unpacked however small the file is. */
    static final long ALWAYS = 64L << 20;

    /** How many times its packed size a larger content may have. */
    static final long MAX_TIMES = 200;

    private final CountingInputStream packed;
    private long unpacked;

    public UnpackedStream(CountingInputStream packed) throws IOException {
        super(new GZIPInputStream(packed, 65_536));
        this.packed = packed;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int more) throws ZipException {
        unpacked += more;
        if (unpacked > ALWAYS && unpacked > MAX_TIMES * packed.getCount()) {
            throw new ZipException("unpacks to more than " + MAX_TIMES + " times its size");
        }
    }
}
