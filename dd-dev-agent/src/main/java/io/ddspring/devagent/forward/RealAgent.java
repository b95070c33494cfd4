/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.forward;

import io.ddspring.devagent.http.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The Agent that payloads are passed on to. Used by one thread; any thread may break its exchange off. */
final class RealAgent {
    /** Marks what was passed on already, so that agents that point at each other, or at themselves, do not go on for ever. */
    static final String FORWARDED = "ddspring-forwarded";

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int READ_TIMEOUT_MILLIS = 10_000;
    private static final int MAX_ANSWER_BYTES = 64 * 1024;

    /** Of one connection, or said anew for the next one. */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "host",
            "content-length",
            "expect");

    private final URI url;
    private volatile @Nullable HttpURLConnection connection;

    /** @throws IllegalArgumentException when {@code url} is not {@code http://host:port} or {@code https://host:port} */
    RealAgent(URI url) {
        boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!http || url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("'" + url + "' is neither http://host:port nor https://host:port");
        }
        this.url = url;
    }

    URI url() {
        return url;
    }

    /**
     * Sends a payload as it came and waits for the status.
     *
     * @throws IllegalArgumentException when its target makes no URL
     */
    int send(Payload payload) throws IOException {
        byte[] body = body(payload);
        HttpURLConnection present = (HttpURLConnection) target(payload).toURL().openConnection(Proxy.NO_PROXY);
        connection = present;
        present.setRequestMethod(payload.method());
        present.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
        present.setReadTimeout(READ_TIMEOUT_MILLIS);
        present.setInstanceFollowRedirects(false);
        present.setUseCaches(false);
        present.setDoOutput(true);
        present.setFixedLengthStreamingMode(body.length);
        passedOn(payload.headers()).forEach(header -> present.setRequestProperty(header.getKey(), header.getValue()));
        present.setRequestProperty(FORWARDED, "1");
        try {
            try (OutputStream out = present.getOutputStream()) {
                out.write(body);
            }
            int status = present.getResponseCode();
            readAnswer(status < 400 ? present.getInputStream() : present.getErrorStream());
            return status;
        } finally {
            connection = null;
        }
    }

    /** Makes a {@link #send} under way fail. */
    void breakOff() {
        HttpURLConnection present = connection;
        if (present != null) {
            present.disconnect();
        }
    }

    /** To its end, so that the connection can be used again; the rest of a long one goes with the connection. */
    private static void readAnswer(@Nullable InputStream answer) throws IOException {
        // That of a failure without a body is null.
        if (answer != null) {
            try (answer) {
                answer.readNBytes(MAX_ANSWER_BYTES);
            }
        }
    }

    private URI target(Payload payload) {
        try {
            String prefix = url.getPath().endsWith("/")
                    ? url.getPath().substring(0, url.getPath().length() - 1)
                    : url.getPath();
            URI target = new URI(
                    url.getScheme(),
                    url.getUserInfo(),
                    url.getHost(),
                    url.getPort(),
                    prefix + payload.path(),
                    null,
                    null);
            return payload.query().isEmpty() ? target : URI.create(target.toASCIIString() + "?" + payload.query());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static List<Map.Entry<String, String>> passedOn(Map<String, String> headers) {
        List<String> ofConnection = List.of(
                headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT).split("[,\\s]+"));
        List<Map.Entry<String, String>> passedOn = new ArrayList<>();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (!HOP_BY_HOP.contains(header.getKey()) && !ofConnection.contains(header.getKey())) {
                passedOn.add(header);
            }
        }
        return passedOn;
    }

    /** A payload is kept unpacked; its header still says how it came. */
    private static byte[] body(Payload payload) throws IOException {
        if (!"gzip".equalsIgnoreCase(payload.header("Content-Encoding"))) {
            return payload.body();
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(payload.body());
        }
        return packed.toByteArray();
    }
}
