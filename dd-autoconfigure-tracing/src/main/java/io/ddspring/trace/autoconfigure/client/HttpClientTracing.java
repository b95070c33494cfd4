/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.client;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** Makes Spring's HTTP clients trace their calls. Thread-safe; equipping the same client twice does nothing. */
public final class HttpClientTracing {
    private final HttpCalls calls;

    HttpClientTracing(HttpCalls calls) {
        this.calls = calls;
    }

    /** Has every client that {@code builder} builds from now on trace its calls. */
    public void equip(RestClient.Builder builder) {
        builder.requestInterceptors(interceptors -> {
            if (!isEquipped(interceptors)) {
                interceptors.add(new TracingClientHttpRequestInterceptor(calls, ClientLibrary::ofDefaultFactory));
            }
        });
    }

    /** Has {@code template} trace its calls. */
    public void equip(RestTemplate template) {
        List<ClientHttpRequestInterceptor> interceptors = template.getInterceptors();
        if (!isEquipped(interceptors)) {
            List<ClientHttpRequestInterceptor> grown = new ArrayList<>(interceptors);
            grown.add(new TracingClientHttpRequestInterceptor(
                    calls, () -> ClientLibrary.ofFactory(template.getRequestFactory())));
            template.setInterceptors(grown);
        }
    }

    private static boolean isEquipped(List<ClientHttpRequestInterceptor> interceptors) {
        return interceptors.stream().anyMatch(TracingClientHttpRequestInterceptor.class::isInstance);
    }
}
