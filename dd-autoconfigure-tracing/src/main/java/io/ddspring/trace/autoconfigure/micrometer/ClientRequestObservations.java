/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.ddspring.metrics.Faults;
import io.ddspring.trace.autoconfigure.spi.HttpCallTracing;
import io.ddspring.trace.autoconfigure.spi.ObservedCall;
import io.ddspring.trace.micrometer.AdoptingObservations;
import io.ddspring.trace.micrometer.HttpKeys;
import io.ddspring.trace.micrometer.MicrometerSpan;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.observation.ClientRequestObservationContext;

/**
 * Makes the span of a call that Spring's blocking clients observe, the same that our interceptor would make; the call
 * begins before it comes to interceptors. Thread-safe.
 */
final class ClientRequestObservations extends AdoptingObservations<ClientRequestObservationContext> {
    private static final String SITE = "micrometer.client";

    private final HttpCallTracing calls;

    ClientRequestObservations(Tracer tracer, HttpCallTracing calls) {
        super(tracer);
        this.calls = calls;
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof ClientRequestObservationContext;
    }

    @Override
    public void onStart(ClientRequestObservationContext context) {
        Span parent = getParentSpan(context);
        getTracingContext(context);
        ClientHttpRequest request = context.getCarrier();
        try (Tracer.SpanInScope scope = getTracer().withSpan(parent)) {
            ObservedCall call = request == null ? null : calls.startObserved(request);
            if (call == null) {
                // Nothing of the call is traced, nor of what is below it.
                adopt(context, MicrometerSpan.of(io.ddspring.trace.Span.noop()));
            } else {
                context.put(ObservedCall.class, call);
                adopt(context, MicrometerSpan.of(call.span(), call::addTo));
            }
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
        }
    }

    /** Whether an answer is an error is up to our rules; only a call without one has failed for sure. */
    @Override
    public void onError(ClientRequestObservationContext context) {
        ObservedCall call = context.get(ObservedCall.class);
        Throwable failure = context.getError();
        if (call != null && failure != null && context.getResponse() == null) {
            call.failed(reasonOf(failure));
        }
    }

    @Override
    public void onStop(ClientRequestObservationContext context) {
        ObservedCall call = context.get(ObservedCall.class);
        if (call == null) {
            return;
        }
        ClientHttpResponse response = context.getResponse();
        if (response != null) {
            call.answered(response);
        }
        HttpKeys.addOwn(call.span(), context.getAllKeyValues());
        call.end();
    }

    /** Spring's clients wrap what the library below threw. */
    private static Throwable reasonOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause != null && failure.getClass().getName().startsWith("org.springframework.web.client.")
                ? cause
                : failure;
    }
}
