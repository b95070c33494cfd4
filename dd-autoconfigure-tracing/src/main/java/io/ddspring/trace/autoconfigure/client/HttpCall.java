/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.client;

import io.ddspring.context.Context;
import io.ddspring.context.ContextScope;
import io.ddspring.metrics.Faults;
import io.ddspring.trace.Span;
import io.ddspring.trace.Tags;
import io.ddspring.trace.http.HttpClientConvention;
import java.net.URI;
import org.springframework.http.client.ClientHttpResponse;

/** One call while it is being made. Confined to the calling thread. None of its methods throws. */
final class HttpCall {
    private static final String SITE = "http.client";

    private final HttpClientConvention convention;
    private final Span span;
    private final String method;
    private final URI uri;
    private ContextScope scope = ContextScope.NOOP;

    HttpCall(HttpClientConvention convention, Span span, String method, URI uri) {
        this.convention = convention;
        this.span = span;
        this.method = method;
        this.uri = uri;
    }

    /** Whether a request of this method to this address, made in {@code context}, is this call passing a second client. */
    boolean isSameCall(Context context, String requestMethod, URI requestUri) {
        return Span.from(context) == span && method.equals(requestMethod) && uri.equals(requestUri);
    }

    void activate(Context context) {
        scope = context.activate();
    }

    void answered(ClientHttpResponse response) {
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

    void failed(Throwable failure) {
        try {
            span.recordError(failure);
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
        }
    }

    void end() {
        scope.close();
        span.finish();
    }
}
