package io.bellwether.local;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Stands before the registry in its process, which has no authentication: pages of other web sites reach it through a
 * browser on this machine. It lets through Confluent's API alone (the registry's own would fetch any URL that it is given), by
 * the names of this machine's loopback alone (DNS rebinding), and no write that a page of another site sends. Netty
 * finds it as a service.
 */
public final class RegistryShield extends ChannelInitializerExtension {

    private static final String API = "/apis/ccompat/";
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    /** For Netty. */
    public RegistryShield() {}

    @Override
    public void postInitializeServerChildChannel(Channel channel) {
        channel.pipeline().addFirst(new Watch());
    }

    /** Empty if a request may pass, else the status of the refusal. */
    private static String refusal(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return "400 Bad Request";
        }
        String host = request.headers().get("Host", "");
        String name = host.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
        if (request.headers().getAll("Host").size() != 1 || !NAMES.contains(name)) {
            return "421 Misdirected Request";
        }
        String path = request.uri();
        if (!path.startsWith(API)
                || path.contains("..")
                || path.toLowerCase(Locale.ROOT).contains("%2e")) {
            return "404 Not Found";
        }
        String origin = request.headers().get("Origin");
        boolean own = origin == null || origin.equalsIgnoreCase("http://" + host);
        return own || READS.contains(request.method().name()) ? "" : "403 Forbidden";
    }

    /** Reads along: a copy of what arrives is decoded as the registry will, and passed on if every request in it may. */
    static final class Watch extends ChannelInboundHandlerAdapter {

        private final EmbeddedChannel decoder = new EmbeddedChannel(new HttpRequestDecoder());
        private boolean refused;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (refused || !(message instanceof ByteBuf bytes)) {
                ReferenceCountUtil.release(message);
                return;
            }
            decoder.writeInbound(bytes.retainedDuplicate());
            String refusal = "";
            for (Object part = decoder.readInbound(); part != null; part = decoder.readInbound()) {
                if (refusal.isEmpty() && part instanceof HttpRequest request) {
                    refusal = refusal(request);
                }
                ReferenceCountUtil.release(part);
            }
            if (refusal.isEmpty()) {
                context.fireChannelRead(message);
            } else {
                refused = true;
                ReferenceCountUtil.release(message);
                String answer = "HTTP/1.1 " + refusal + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                context.writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII))
                        .addListener(ChannelFutureListener.CLOSE);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            decoder.finishAndReleaseAll();
            context.fireChannelInactive();
        }
    }
}
