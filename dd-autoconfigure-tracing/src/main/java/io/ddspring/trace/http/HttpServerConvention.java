/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import io.ddspring.metrics.Faults;
import io.ddspring.propagation.HeaderGetter;
import io.ddspring.propagation.Propagator;
import io.ddspring.trace.ErrorPriority;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.ResourcePriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanKind;
import io.ddspring.trace.SpanType;
import io.ddspring.trace.Tags;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.UrlPathNormalizer;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Starts the spans of served HTTP requests and fills them the way the product expects. Thread-safe; one instance serves
 * all requests. The methods do not throw because of what a request contains.
 */
public final class HttpServerConvention {
    private static final String NEWER_OPERATION = "http.server.request";
    private static final String NOT_FOUND_RESOURCE = "404";
    private static final HeaderGetter<HttpServerRequest> HEADERS = new HeaderGetter<>() {
        @Override
        public @Nullable String get(HttpServerRequest request, String name) {
            return request.header(name);
        }

        @Override
        public List<String> getAll(HttpServerRequest request, String name) {
            return request.headers(name);
        }

        @Override
        public List<String> names(HttpServerRequest request) {
            return request.headerNames();
        }
    };

    private final Tracer tracer;
    private final Propagator propagator;
    private volatile HttpServerSettings settings;

    public HttpServerConvention(Tracer tracer, Propagator propagator, HttpServerSettings settings) {
        this.tracer = tracer;
        this.propagator = propagator;
        this.settings = settings;
    }

    /** Follows other settings from now on. */
    public void use(HttpServerSettings changed) {
        settings = changed;
    }

    /** The settings it follows. */
    public HttpServerSettings settings() {
        return settings;
    }

    /**
     * Starts the span of {@code request}, which continues the trace that its headers name.
     *
     * @param operationName for example {@code servlet.request}; the newer naming schema has one name for all
     * @param component for example {@code tomcat-server}
     */
    public Span start(String operationName, String component, HttpServerRequest request) {
        Span span = tracer.buildSpan(settings.naming().operation(operationName, NEWER_OPERATION))
                .asChildOf(remoteParent(request))
                .start();
        if (span.isRecording()) {
            span.setSpanType(SpanType.WEB);
            span.setTag(Tags.SPAN_KIND, SpanKind.SERVER);
            span.setTag(Tags.COMPONENT, component);
            span.setMeasured(true);
            describe(span, request);
        }
        return span;
    }

    /** Names the span after the route that was matched; null and catch-all routes are no routes. */
    public void onRoute(Span span, HttpServerRequest request, @Nullable String route) {
        if (route == null || isCatchAll(route)) {
            return;
        }
        span.setTag(Tags.HTTP_ROUTE, route);
        if (settings.routeBasedNaming()) {
            span.setResourceName(resource(request.method(), slashTrimmed(route)), ResourcePriority.FRAMEWORK_ROUTE);
        }
    }

    /**
     * Records the response.
     *
     * @param status its status; 0 when unknown
     * @param route what was matched, null when nothing was
     * @param header finds the first value of a response header
     */
    public void onResponse(
            Span span,
            HttpServerRequest request,
            int status,
            @Nullable String route,
            Function<String, @Nullable String> header) {
        if (status > 0) {
            span.setTag(Tags.HTTP_STATUS_CODE, Integer.toString(status));
            span.setError(settings.errorStatuses().contains(status), ErrorPriority.HTTP_SERVER_STATUS);
        }
        if (status == 404) {
            span.setResourceName(NOT_FOUND_RESOURCE, ResourcePriority.NOT_FOUND);
        }
        boolean routeKnown = route != null && !isCatchAll(route);
        if (settings.inferEndpoint() && (!routeKnown || settings.alwaysInferEndpoint())) {
            span.setTag(Tags.HTTP_ENDPOINT, EndpointInference.endpointOf(request.rawPath()));
        }
        settings.responseHeaderTags().apply(span, header);
    }

    private @Nullable RemoteSpanContext remoteParent(HttpServerRequest request) {
        try {
            return propagator.extract(request, HEADERS);
        } catch (Throwable failure) {
            Faults.shared().record("http.server.extract", failure);
            return null;
        }
    }

    private void describe(Span span, HttpServerRequest request) {
        // First, as otherwise the tags below would name it.
        nameByPath(span, request);
        span.setTag(Tags.HTTP_METHOD, request.method());
        describeUrl(span, request);
        span.setTag(Tags.HTTP_HOSTNAME, hostname(request));
        span.setTag(Tags.HTTP_USER_AGENT, request.header("user-agent"));
        describePeer(span, request);
        if (settings.tagClientIp()) {
            describeClient(span, request);
        }
        settings.requestHeaderTags().apply(span, request::header);
    }

    private void describeUrl(Span span, HttpServerRequest request) {
        String url = UrlText.of(request.scheme(), request.host(), request.port(), request.rawPath());
        String query = request.rawQuery();
        if (settings.tagQueryString() && query != null && !query.isEmpty()) {
            String shown =
                    settings.queryObfuscator().obfuscate(settings.rawQueryString() ? query : UrlText.decode(query));
            span.setTag(Tags.HTTP_QUERY_STRING, shown);
            url = url + '?' + shown;
        }
        span.setTag(Tags.HTTP_URL, url);
    }

    private static String hostname(HttpServerRequest request) {
        String forwarded = request.header("x-forwarded-host");
        if (forwarded == null || forwarded.isBlank()) {
            return request.host();
        }
        int comma = forwarded.indexOf(',');
        return UrlText.withoutPort((comma < 0 ? forwarded : forwarded.substring(0, comma)).trim());
    }

    private static void describePeer(Span span, HttpServerRequest request) {
        String address = request.peerAddress();
        if (address != null) {
            span.setTag(address.indexOf(':') >= 0 ? Tags.PEER_IPV6 : Tags.PEER_IPV4, address);
        }
        if (request.peerPort() > 0) {
            span.setMetric(Tags.PEER_PORT, request.peerPort());
        }
    }

    private void describeClient(Span span, HttpServerRequest request) {
        String peer = request.peerAddress();
        ClientIpResolver resolver = settings.clientIpResolver();
        span.setTag(Tags.HTTP_CLIENT_IP, resolver == null ? peer : resolver.resolve(request));
        span.setTag(Tags.NETWORK_CLIENT_IP, peer);
        span.setTag(Tags.HTTP_FORWARDED, request.header("forwarded"));
        span.setTag(Tags.HTTP_FORWARDED_PROTO, request.header("x-forwarded-proto"));
        span.setTag(Tags.HTTP_FORWARDED_HOST, request.header("x-forwarded-host"));
        span.setTag(Tags.HTTP_FORWARDED_IP, request.header("x-forwarded-for"));
        span.setTag(Tags.HTTP_FORWARDED_PORT, request.header("x-forwarded-port"));
    }

    private void nameByPath(Span span, HttpServerRequest request) {
        String path = settings.rawResource() ? request.rawPath() : UrlText.decode(request.rawPath());
        String configured = settings.pathResourceNames().nameOf(path);
        if (configured != null) {
            span.setResourceName(resource(request.method(), configured), ResourcePriority.CONFIGURED_PATTERN);
        } else {
            span.setResourceName(
                    resource(request.method(), UrlPathNormalizer.normalize(slashTrimmed(path))),
                    ResourcePriority.URL_PATH);
        }
    }

    private String slashTrimmed(String path) {
        return settings.removeTrailingSlash() ? UrlText.withoutTrailingSlash(path) : path;
    }

    private static String resource(String method, String path) {
        return method.isEmpty() ? path : method + ' ' + path;
    }

    private static boolean isCatchAll(String route) {
        return route.equals("/**") || route.equals("**") || route.equals("*") || route.equals("*/*");
    }
}
