/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import io.ddspring.trace.ErrorPriority;
import io.ddspring.trace.ResourcePriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanKind;
import io.ddspring.trace.SpanType;
import io.ddspring.trace.Tags;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.UrlPathNormalizer;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Starts the spans of sent HTTP requests and fills them the way the product expects. Thread-safe; one instance serves all
 * calls. The methods do not throw because of what a request contains.
 */
public final class HttpClientConvention {
    private static final String OPERATION = "http.request";
    private static final String NEWER_OPERATION = "http.client.request";
    private static final String SPLIT_BY_DOMAIN_SOURCE = "opt.http_client_split_by_domain";

    private final Tracer tracer;
    private final HttpClientSettings settings;

    public HttpClientConvention(Tracer tracer, HttpClientSettings settings) {
        this.tracer = tracer;
        this.settings = settings;
    }

    /**
     * Starts the span of a call as a child of the active span.
     *
     * @param component the library that makes the call, for example {@code java-http-client}
     * @param method in upper case
     * @param header finds the first value of a request header
     */
    public Span start(String component, String method, URI uri, Function<String, @Nullable String> header) {
        Span span = tracer.startSpan(settings.naming().operation(OPERATION, NEWER_OPERATION));
        if (span.isRecording()) {
            span.setSpanType(SpanType.HTTP);
            span.setTag(Tags.SPAN_KIND, SpanKind.CLIENT);
            span.setTag(Tags.COMPONENT, component);
            span.setMeasured(true);
            describe(span, method, uri);
            settings.requestHeaderTags().apply(span, header);
        }
        return span;
    }

    /**
     * Records the response.
     *
     * @param header finds the first value of a response header
     */
    public void onResponse(Span span, int status, Function<String, @Nullable String> header) {
        span.setTag(Tags.HTTP_STATUS_CODE, Integer.toString(status));
        if (settings.errorStatuses().contains(status)) {
            span.setError(true, ErrorPriority.DEFAULT);
        }
        settings.responseHeaderTags().apply(span, header);
    }

    private void describe(Span span, String method, URI uri) {
        String host = UrlText.hostOf(uri);
        int port = UrlText.portOf(uri);
        // First, as otherwise the tags below would name it.
        nameByPath(span, method, uri);
        span.setTag(Tags.HTTP_METHOD, method);
        span.setTag(Tags.PEER_HOSTNAME, host);
        if (port > 0) {
            span.setMetric(Tags.PEER_PORT, port);
        }
        if (settings.splitByDomain() && isDomain(host)) {
            span.setServiceName(host, SPLIT_BY_DOMAIN_SOURCE);
        }
        describeUrl(span, uri, host, port);
    }

    /** Whether {@code host} is a name rather than an address, of which there may be too many. */
    private static boolean isDomain(String host) {
        return !host.isEmpty() && Character.isLetter(host.charAt(0));
    }

    private void describeUrl(Span span, URI uri, String host, int port) {
        String url = UrlText.of(UrlText.orEmpty(uri.getScheme()), host, port, UrlText.orEmpty(uri.getRawPath()));
        String query = uri.getRawQuery();
        if (settings.tagQueryString() && query != null && !query.isEmpty()) {
            String shown = settings.queryObfuscator().obfuscate(query);
            span.setTag(Tags.HTTP_QUERY_STRING, shown);
            url = url + '?' + shown;
        }
        if (settings.tagQueryString()) {
            span.setTag(Tags.HTTP_FRAGMENT_STRING, uri.getRawFragment());
        }
        span.setTag(Tags.HTTP_URL, url);
    }

    private void nameByPath(Span span, String method, URI uri) {
        String path = UrlText.orEmpty(uri.getPath());
        String configured = settings.pathResourceNames().nameOf(path);
        if (configured != null) {
            span.setResourceName(method + ' ' + configured, ResourcePriority.CONFIGURED_PATTERN);
            return;
        }
        String named = settings.removeTrailingSlash() ? UrlText.withoutTrailingSlash(path) : path;
        span.setResourceName(method + ' ' + UrlPathNormalizer.normalize(named), ResourcePriority.URL_PATH);
    }
}
