/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.client;

import io.ddspring.context.Context;
import io.ddspring.context.ContextKey;
import io.ddspring.context.ContextScope;
import io.ddspring.metrics.Faults;
import io.ddspring.trace.Span;
import io.ddspring.trace.Tags;
import io.ddspring.trace.autoconfigure.spi.ObservedCall;
import io.ddspring.trace.http.HttpClientConvention;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/** One call while it is being made. Confined to the thread that makes it. None of its methods throws. */
final class HttpCall implements ObservedCall {
    private static final String SITE = "http.client";
    private static final ContextKey<HttpCall> ACTIVE = ContextKey.named("http.client.call");

    private final HttpClientConvention convention;
    private final Span span;
    private final String method;
    private final URI uri;
    private final HttpHeaders headers;
    private ContextScope scope = ContextScope.NOOP;

    /** @param headers of the request, which stay the same object when an interceptor changes the address */
    HttpCall(HttpClientConvention convention, Span span, String method, URI uri, HttpHeaders headers) {
        this.convention = convention;
        this.span = span;
        this.method = method;
        this.uri = uri;
        this.headers = headers;
    }

    /** The call that {@code context} is within, or null; work within that has a span of its own is not. */
    static @Nullable HttpCall within(Context context) {
        HttpCall call = context.get(ACTIVE);
        return call == null || Span.from(context) != call.span ? null : call;
    }

    /** Whether {@code request}, made within this call, is this call passing another client. */
    @SuppressWarnings("ReferenceEquality") // two calls may well have equal headers
    boolean isSameCall(HttpRequest request) {
        return headers == request.getHeaders()
                || (method.equals(request.getMethod().name()) && uri.equals(request.getURI()));
    }

    @Override
    public Span span() {
        return span;
    }

    @Override
    public Context addTo(Context context) {
        return context.with(Span.CONTEXT_KEY, span).with(ACTIVE, this);
    }

    void activate(Context caller) {
        scope = addTo(caller).activate();
    }

    @Override
    public void answered(ClientHttpResponse response) {
        try {
            String library = ClientLibrary.ofResponse(response);
            if (library != null) {
                span.setTag(Tags.COMPONENT, library);
            }
            convention.onResponse(span, response.getStatusCode().value(), response.getHeaders()::getFirst);
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
        }
    }

    @Override
    public void failed(Throwable failure) {
        try {
            span.recordError(failure);
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
        }
    }

    @Override
    public void end() {
        scope.close();
        span.finish();
    }
}
