/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.client;

import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.core.Ordered;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Surrounds a call with its span. Being among the last interceptors it sees, and replaces, the headers that others set.
 * Thread-safe.
 */
final class TracingClientHttpRequestInterceptor implements ClientHttpRequestInterceptor, Ordered {
    private final HttpCalls calls;
    private final Supplier<String> library;

    /** @param library tells what makes the calls, as far as it is known before an answer came */
    TracingClientHttpRequestInterceptor(HttpCalls calls, Supplier<String> library) {
        this.calls = calls;
        this.library = library;
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        HttpCall call = calls.start(request, library);
        if (call == null) {
            return execution.execute(request, body);
        }
        try {
            ClientHttpResponse response = execution.execute(request, body);
            call.answered(response);
            return response;
        } catch (Throwable failure) {
            call.failed(failure);
            throw failure;
        } finally {
            call.end();
        }
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
