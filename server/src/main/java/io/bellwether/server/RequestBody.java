package io.bellwether.server;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** The body of a request, of bounded size, which must be there within a time, on every route. */
final class RequestBody {

    private static final Duration BODY_WITHIN = Duration.ofSeconds(20);
    private static final int BUFFER_BYTES = 16_384;

    private RequestBody() {}

    /** Reads the body up to the limit: its length may not be known beforehand. */
    static byte[] read(Context context) {
        String encoding = context.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw Problem.unsupported("bodies are taken as they are, not encoded as " + Request.shortened(encoding));
        }
        int max = (int) QueryServer.MAX_BODY_BYTES;
        if (context.req().getContentLengthLong() > max) {
            throw Problem.tooLarge("bodies are up to " + max + " bytes");
        }
        try {
            return bytes(context.req().getInputStream(), max);
        } catch (IOException e) {
            throw Problem.badRequest("the body breaks off");
        }
    }

    /** Bounds the time to read a body, so that a slow client does not hold a thread and a permit for ever. */
    private static byte[] bytes(InputStream in, int max) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        long begun = System.nanoTime();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            body.write(buffer, 0, read);
            if (body.size() > max) {
                throw Problem.tooLarge("bodies are up to " + max + " bytes");
            }
            if (System.nanoTime() - begun > BODY_WITHIN.toNanos()) {
                throw Problem.tooSlow("a body must be there within " + BODY_WITHIN.toSeconds() + " s");
            }
        }
        return body.toByteArray();
    }
}
