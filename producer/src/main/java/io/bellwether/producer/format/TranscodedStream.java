package io.bellwether.producer.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Text of another encoding as UTF-8. Bytes that are no text in that encoding are handed out as they are behind a byte that
 * no UTF-8 has, so that the line they stand on is refused, and no other.
 */
final class TranscodedStream extends InputStream {

    private static final byte NO_UTF_8 = (byte) 0xFF;
    private static final int CHUNK = 16 * 1024;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer undecoded = ByteBuffer.allocate(CHUNK).flip();
    private final CharBuffer decoded = CharBuffer.allocate(CHUNK);
    private ByteBuffer encoded = ByteBuffer.allocate(0);
    private boolean exhausted;
    private boolean flushed;

    TranscodedStream(InputStream in, Charset encoding) {
        this.in = in;
        this.decoder = encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int read = read(one, 0, 1);
        return read < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (!encoded.hasRemaining()) {
            if (flushed) {
                return -1;
            }
            decode();
        }
        int taken = Math.min(length, encoded.remaining());
        encoded.get(bytes, offset, taken);
        return taken;
    }

    @Override
    public int available() throws IOException {
        return encoded.hasRemaining() ? encoded.remaining() : flushed ? 0 : in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void decode() throws IOException {
        CoderResult result = decoder.decode(undecoded, decoded, exhausted);
        if (result.isError()) {
            encode(result.length());
        } else if (result.isOverflow()) {
            encode(0);
        } else if (exhausted) {
            decoder.flush(decoded);
            encode(0);
            flushed = true;
        } else {
            encode(0);
            fill();
        }
    }

    /** Hands out what is decoded, and so many bytes behind it that are no text. */
    private void encode(int malformed) {
        decoded.flip();
        ByteBuffer text = StandardCharsets.UTF_8.encode(decoded);
        decoded.clear();
        if (malformed == 0) {
            encoded = text;
            return;
        }
        ByteBuffer both =
                ByteBuffer.allocate(text.remaining() + 1 + malformed).put(text).put(NO_UTF_8);
        for (int i = 0; i < malformed; i++) {
            byte b = undecoded.get();
            // A line end stays one, whatever the character before it lacks.
            both.put(b);
        }
        encoded = both.flip();
    }

    private void fill() throws IOException {
        undecoded.compact();
        int read = in.read(undecoded.array(), undecoded.position(), undecoded.remaining());
        exhausted = read < 0;
        undecoded.position(undecoded.position() + Math.max(0, read)).flip();
    }
}
