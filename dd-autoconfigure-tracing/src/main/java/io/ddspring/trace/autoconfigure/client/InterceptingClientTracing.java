/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.client;

import io.ddspring.trace.autoconfigure.spi.HttpClientTracing;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** Adds a request interceptor to clients that have none of ours. */
final class InterceptingClientTracing implements HttpClientTracing {
    private final HttpCalls calls;

    InterceptingClientTracing(HttpCalls calls) {
        this.calls = calls;
    }

    @Override
    public void equip(RestClient.Builder builder) {
        builder.requestInterceptors(interceptors -> {
            if (!isEquipped(interceptors)) {
                interceptors.add(new TracingClientHttpRequestInterceptor(calls, ClientLibrary::ofDefaultFactory));
            }
        });
    }

    @Override
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
