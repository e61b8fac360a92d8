package io.bellwether.server;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps pages of other web sites from this server, which a browser on its network reaches for them. A name that we do not
 * answer to is refused: by DNS rebinding any page can make its own name stand for this address, and would then count as ours.
 * Writes must come from our own pages or from a program: those that a browser marks as another site's are refused.
 */
final class CrossOriginProtection {

    private static final Set<HandlerType> READS = Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

    private final Set<String> names;

    /** @param names host names that this server answers to, besides addresses and those of this machine's loopback */
    CrossOriginProtection(Set<String> names) {
        this.names = names.stream().map(CrossOriginProtection::normalized).collect(Collectors.toUnmodifiableSet());
    }

    void check(Context context) {
        // The same for every answer: no other page may embed it, nor take it for another type.
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("X-Content-Type-Options", "nosniff");
        HttpServletRequest request = context.req();
        String host = request.getServerName();
        if (!isOurs(host)) {
            throw Problem.misdirected(
                    "this server does not answer to the name " + Request.shortened(host) + "; --public-host adds one");
        }
        if (!READS.contains(context.method()) && isOfAnotherSite(request)) {
            throw Problem.forbidden("writes from pages of another web site are not taken");
        }
    }

    private boolean isOurs(String host) {
        String name = normalized(host);
        return isAddress(name) || name.equals("localhost") || name.endsWith(".localhost") || names.contains(name);
    }

    /** An address is no name that a stranger's DNS could give to us. */
    private static boolean isAddress(String name) {
        return name.startsWith("[") || name.indexOf(':') >= 0 || name.matches("[0-9]{1,3}([.][0-9]{1,3}){3}");
    }

    private static String normalized(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** By what browsers say and pages cannot set: Sec-Fetch-Site, or Origin from those that do not know it. */
    private static boolean isOfAnotherSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin != null && !authority(origin).equalsIgnoreCase(authority(request.getHeader("Host")));
    }

    /** Host and port of an origin or a Host header, without the usual ports. */
    private static String authority(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String authority = text.substring(text.indexOf("://") < 0 ? 0 : text.indexOf("://") + "://".length());
        return authority.replaceFirst(":(80|443)$", "");
    }
}
