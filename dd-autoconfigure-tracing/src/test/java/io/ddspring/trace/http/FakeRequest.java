/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request made of what a test gives it. */
final class FakeRequest implements HttpServerRequest {
    private final Map<String, List<String>> headers = new HashMap<>();
    private String method = "GET";
    private String scheme = "http";
    private int port = 8080;
    private String path = "/ping";
    private String query;
    private String peer = "127.0.0.1";

    static FakeRequest get(String path) {
        FakeRequest request = new FakeRequest();
        request.path = path;
        return request;
    }

    FakeRequest method(String newMethod) {
        method = newMethod;
        return this;
    }

    FakeRequest at(String newScheme, int newPort) {
        scheme = newScheme;
        port = newPort;
        return this;
    }

    FakeRequest query(String newQuery) {
        query = newQuery;
        return this;
    }

    FakeRequest peer(String address) {
        peer = address;
        return this;
    }

    FakeRequest with(String header, String value) {
        headers.computeIfAbsent(header.toLowerCase(Locale.ROOT), absent -> new ArrayList<>())
                .add(value);
        return this;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String scheme() {
        return scheme;
    }

    @Override
    public String host() {
        return "shop";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String rawPath() {
        return path;
    }

    @Override
    public String rawQuery() {
        return query;
    }

    @Override
    public String header(String name) {
        List<String> values = headers(name);
        return values.isEmpty() ? null : values.get(0);
    }

    @Override
    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    @Override
    public List<String> headerNames() {
        return List.copyOf(headers.keySet());
    }

    @Override
    public String peerAddress() {
        return peer;
    }

    @Override
    public int peerPort() {
        return 54321;
    }
}
