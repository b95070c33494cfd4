/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.trace.http.HttpServerRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A servlet request as the engine sees it. Never asks for parameters or body, which would fix their decoding. */
final class ServletRequestView implements HttpServerRequest {
    private final HttpServletRequest request;

    /** Kept because some containers show the path of the error page once they have dispatched it. */
    private final String rawPath;

    ServletRequestView(HttpServletRequest request) {
        this.request = request;
        this.rawPath = orEmpty(request.getRequestURI());
    }

    @Override
    public String method() {
        return orEmpty(request.getMethod());
    }

    @Override
    public String scheme() {
        return orEmpty(request.getScheme());
    }

    @Override
    public String host() {
        return orEmpty(request.getServerName());
    }

    @Override
    public int port() {
        return request.getServerPort();
    }

    @Override
    public String rawPath() {
        return rawPath;
    }

    @Override
    public @Nullable String rawQuery() {
        return request.getQueryString();
    }

    @Override
    public @Nullable String header(String name) {
        return request.getHeader(name);
    }

    @Override
    public List<String> headers(String name) {
        return listOf(request.getHeaders(name));
    }

    @Override
    public List<String> headerNames() {
        return listOf(request.getHeaderNames());
    }

    @Override
    public @Nullable String peerAddress() {
        return request.getRemoteAddr();
    }

    @Override
    public int peerPort() {
        return request.getRemotePort();
    }

    private static List<String> listOf(@Nullable Enumeration<String> values) {
        return values == null || !values.hasMoreElements() ? List.of() : Collections.list(values);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
