package io.bellwether.server;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The dashboard's page and assets, from the class path; it requests nothing from any other server. Assets are served under
 * a hash of them all, so that browsers may cache them for good and never mix versions.
 */
final class Dashboard {

    private static final String OWN = "/dashboard/";
    private static final String ASSETS = "/assets/";
    private static final List<String> NOT_PAGES = List.of("/api/", ASSETS);
    /** One page for all paths; its script routes by the path, by the same patterns (router.js). */
    static final List<String> PAGES = List.of(
            "/",
            "/signals",
            "/signals/{id}",
            "/brands",
            "/brands/{brand}",
            "/brands/{brand}/models/{model}",
            "/brands/{brand}/months/{month}",
            "/compare",
            "/technology",
            "/technology/{technology}",
            "/promises",
            "/promises/{brand}/{technology}/{stage}",
            "/targets/{brand}/{period}",
            "/news",
            "/changes",
            "/sources",
            "/sources/{source}",
            "/statements/{id}",
            "/refused",
            "/refused/{id}",
            "/add",
            "/story",
            "/story/{step}");

    /** Names of the assets, a line each. */
    private static final String FILES = OWN + "files.txt";

    /** Only our own files run, are shown or requested; no text can become code. */
    private static final String POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
                    + " object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final String version;
    private final String page;
    private final byte[] login;
    private final LinkPreviews previews;

    Dashboard(LinkPreviews previews) {
        this.previews = previews;
        new String(read(FILES), StandardCharsets.UTF_8).lines().forEach(name -> files.put(name, read(OWN + name)));
        version = Responses.hash(files.values());
        page = page("index.html");
        login = page("login.html").getBytes(StandardCharsets.UTF_8);
    }

    private String page(String name) {
        return new String(read(OWN + name), StandardCharsets.UTF_8).replace("{assets}", ASSETS + version);
    }

    /** The page with its title and what is said of it where a link to it is pasted. */
    private byte[] page(LinkPreviews.Preview preview) {
        return page.replace("{description}", escaped(preview.description()))
                .replace("{title}", escaped(preview.title()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static byte[] read(String resource) {
        try (InputStream in = Dashboard.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("a file of the dashboard is missing: " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a file of the dashboard cannot be read: " + resource, e);
        }
    }

    void serve(RoutesConfig routes) {
        PAGES.forEach(path -> routes.get(path, context -> page(context, page(previews.of(path, context)))));
        routes.get("/login", context -> page(context, login));
        routes.get(ASSETS + "{version}/{file}", this::file);
    }

    private static void page(Context context, byte[] which) {
        protect(context);
        Responses.body(context, which, "text/html; charset=utf-8");
    }

    /** Answers a person who asks for an address that there is not with a page that says so; false for programs. */
    boolean missing(Context context) {
        String accepted = context.header("Accept");
        boolean ofPerson = context.method().equals(HandlerType.GET)
                && accepted != null
                && accepted.contains("text/html")
                && NOT_PAGES.stream().noneMatch(context.path()::startsWith);
        if (ofPerson) {
            context.status(404);
            protect(context);
            context.contentType("text/html; charset=utf-8").result(page(LinkPreviews.GENERAL));
        }
        return ofPerson;
    }

    private void file(Context context) {
        String name = context.pathParam("file");
        byte[] file = files.get(name);
        if (file == null) {
            throw Problem.notFound("no file '" + name + "'");
        }
        protect(context);
        Responses.body(context, file, type(name));
        // Asset of another version (rolling upgrade): serve, do not cache.
        boolean ours = context.pathParam("version").equals(version);
        context.header("Cache-Control", ours ? "public, max-age=31536000, immutable" : "no-store");
    }

    private static String type(String name) {
        return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
    }

    private static void protect(Context context) {
        context.header("Content-Security-Policy", POLICY);
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cross-Origin-Opener-Policy", "same-origin");
        context.header("Cross-Origin-Resource-Policy", "same-origin");
        context.header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    }
}
