/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.console;

import io.ddspring.devagent.http.Reply;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages of the console, read from the class path once. Immutable. */
public final class ConsoleFiles {
    /** Nothing from elsewhere, nothing inline, not in a frame. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "Cache-Control",
            "no-cache");

    private static final List<String> NAMES = List.of(
            "index.html",
            "api.js",
            "app.js",
            "copy.js",
            "dom.js",
            "format.js",
            "forwarding.js",
            "icon.svg",
            "json-tree.js",
            "live.js",
            "page-slot.js",
            "pages.js",
            "parts.js",
            "router.js",
            "table.js",
            "tools.js",
            "map/layout.js",
            "map/plan.js",
            "pages/flares.js",
            "pages/map.js",
            "pages/metrics.js",
            "pages/payloads.js",
            "pages/problems.js",
            "pages/remote-config.js",
            "pages/statistics.js",
            "pages/telemetry-tables.js",
            "pages/telemetry.js",
            "pages/traces.js",
            "remote-config/editor.js",
            "remote-config/templates.js",
            "styles/base.css",
            "styles/frame.css",
            "styles/pages.css",
            "styles/parts.css",
            "styles/spans.css",
            "styles/traces.css",
            "traces/details.js",
            "traces/extras.js",
            "traces/filters.js",
            "traces/flame.js",
            "traces/list.js",
            "traces/tree.js",
            "traces/view.js",
            "traces/waterfall.js");

    private final Map<String, Reply> replies = new LinkedHashMap<>();

    /** Reads all files. */
    public ConsoleFiles() {
        for (String name : NAMES) {
            replies.put("/" + name, new Reply(200, contentType(name), read(name), HEADERS));
        }
    }

    /** The file for {@code path}, or null. */
    public @Nullable Reply find(String path) {
        return replies.get(path.equals("/") ? "/index.html" : path);
    }

    private static String contentType(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".html" -> "text/html; charset=utf-8";
            case ".css" -> "text/css; charset=utf-8";
            case ".js" -> "text/javascript; charset=utf-8";
            default -> "image/svg+xml";
        };
    }

    private static byte[] read(String name) {
        try (InputStream in = ConsoleFiles.class.getResourceAsStream("files/" + name)) {
            if (in == null) {
                throw new FileNotFoundException("files/" + name + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
