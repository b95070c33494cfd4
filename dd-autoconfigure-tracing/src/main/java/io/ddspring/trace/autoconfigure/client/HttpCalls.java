/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.client;

import io.ddspring.context.Context;
import io.ddspring.context.ContextKey;
import io.ddspring.event.EventHub;
import io.ddspring.metrics.Faults;
import io.ddspring.propagation.HeaderSetter;
import io.ddspring.propagation.Propagator;
import io.ddspring.trace.Span;
import io.ddspring.trace.http.HttpClientCallStarting;
import io.ddspring.trace.http.HttpClientConvention;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;

/** Starts the spans of calls and writes their context into the headers. Thread-safe. */
final class HttpCalls {
    private static final String SITE = "http.client";
    private static final HeaderSetter<HttpHeaders> HEADERS = HttpHeaders::set;
    private static final ContextKey<HttpCall> ACTIVE_CALL = ContextKey.named("http.client.call");

    private final Supplier<Parts> parts;

    /** What a call needs; looked up at the first one, because clients are equipped while the application starts. */
    record Parts(HttpClientConvention convention, Propagator propagator, EventHub events) {}

    HttpCalls(Supplier<Parts> parts) {
        this.parts = parts;
    }

    /** The call that is about to be made, with its headers set; null when it gets no span. Never throws. */
    @Nullable
    HttpCall start(HttpRequest request, Supplier<String> library) {
        try {
            return startOrSkip(request, library);
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
            return null;
        }
    }

    private @Nullable HttpCall startOrSkip(HttpRequest request, Supplier<String> library) {
        String method = request.getMethod().name();
        URI uri = request.getURI();
        Context caller = Context.current();
        HttpCall outer = caller.get(ACTIVE_CALL);
        if (outer != null && outer.isSameCall(caller, method, uri)) {
            return null;
        }
        Parts ready = parts.get();
        HttpHeaders headers = request.getHeaders();
        Span span = ready.convention().start(library.get(), method, uri, headers::getFirst);
        if (!span.isRecording()) {
            return null;
        }
        HttpCall call = new HttpCall(ready.convention(), span, method, uri);
        try {
            ready.propagator().inject(span.context(), headers, HEADERS);
            if (ready.events().hasListeners(HttpClientCallStarting.TYPE)) {
                ready.events().dispatch(HttpClientCallStarting.TYPE, new HttpClientCallStarting(span, method, uri));
            }
        } catch (RuntimeException | LinkageError ours) {
            // For example headers that nobody may change; the call is traced here, only not on the other side.
            Faults.shared().record(SITE + ".inject", ours);
        }
        call.activate(caller.with(Span.CONTEXT_KEY, span).with(ACTIVE_CALL, call));
        return call;
    }
}
