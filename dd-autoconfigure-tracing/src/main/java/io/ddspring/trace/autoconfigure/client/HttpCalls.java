/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.client;

import io.ddspring.context.Context;
import io.ddspring.event.EventHub;
import io.ddspring.metrics.Faults;
import io.ddspring.propagation.HeaderSetter;
import io.ddspring.propagation.Propagator;
import io.ddspring.trace.Span;
import io.ddspring.trace.autoconfigure.spi.HttpCallTracing;
import io.ddspring.trace.autoconfigure.spi.ObservedCall;
import io.ddspring.trace.http.HttpClientCallStarting;
import io.ddspring.trace.http.HttpClientConvention;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;

/** Starts the spans of calls and writes their context into the headers. Thread-safe. */
final class HttpCalls implements HttpCallTracing {
    private static final String SITE = "http.client";
    private static final HeaderSetter<HttpHeaders> HEADERS = HttpHeaders::set;

    private final Supplier<Parts> parts;

    /** What a call needs; looked up at the first one, because clients are equipped while the application starts. */
    record Parts(HttpClientConvention convention, Propagator propagator, EventHub events) {}

    HttpCalls(Supplier<Parts> parts) {
        this.parts = parts;
    }

    /** The call that is about to be made, active and with its headers set; null when it gets no span. Never throws. */
    @Nullable
    HttpCall start(HttpRequest request, Supplier<String> library) {
        try {
            Context caller = Context.current();
            HttpCall outer = HttpCall.within(caller);
            if (outer != null && outer.isSameCall(request)) {
                // Interceptors of the application may have run since, and set the same headers.
                inject(parts.get(), outer.span(), request.getHeaders());
                return null;
            }
            HttpCall call = startInactive(request, library);
            if (call != null) {
                call.activate(caller);
            }
            return call;
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
            return null;
        }
    }

    @Override
    public @Nullable ObservedCall startObserved(HttpRequest request) {
        try {
            return startInactive(request, () -> ClientLibrary.ofRequest(request));
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
            return null;
        }
    }

    private @Nullable HttpCall startInactive(HttpRequest request, Supplier<String> library) {
        String method = request.getMethod().name();
        URI uri = request.getURI();
        Parts ready = parts.get();
        HttpHeaders headers = request.getHeaders();
        Span span = ready.convention().start(library.get(), method, uri, headers::getFirst);
        if (!span.isRecording()) {
            return null;
        }
        inject(ready, span, headers);
        announce(ready, span, method, uri);
        return new HttpCall(ready.convention(), span, method, uri, headers);
    }

    private static void inject(Parts ready, Span span, HttpHeaders headers) {
        try {
            ready.propagator().inject(span.context(), headers, HEADERS);
        } catch (RuntimeException | LinkageError ours) {
            // For example headers that nobody may change; the call is traced here, only not on the other side.
            Faults.shared().record(SITE + ".inject", ours);
        }
    }

    private static void announce(Parts ready, Span span, String method, URI uri) {
        try {
            if (ready.events().hasListeners(HttpClientCallStarting.TYPE)) {
                ready.events().dispatch(HttpClientCallStarting.TYPE, new HttpClientCallStarting(span, method, uri));
            }
        } catch (RuntimeException | LinkageError ours) {
            Faults.shared().record(SITE + ".event", ours);
        }
    }
}
