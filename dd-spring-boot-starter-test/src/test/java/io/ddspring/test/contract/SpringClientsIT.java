/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test.contract;

import io.ddspring.trace.Tracer;
import io.ddspring.writer.InMemoryTraceWriter;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpMethod;
import org.springframework.http.RequestEntity;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

class SpringClientsIT {
    @SpringBootTest(classes = ContractApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
    abstract static class SpringClientContract extends HttpClientContractTest {
        @Autowired
        private Tracer tracer;

        @Autowired
        private InMemoryTraceWriter writer;

        @Override
        protected Tracer tracer() {
            return tracer;
        }

        @Override
        protected InMemoryTraceWriter writer() {
            return writer;
        }

        @Override
        protected String component() {
            return "java-http-client";
        }
    }

    @Nested
    class OfRestClient extends SpringClientContract {
        @Autowired
        private RestClient client;

        @Override
        protected int call(String method, URI uri, Map<String, String> headers, String body) {
            RestClient.RequestBodySpec call =
                    client.method(HttpMethod.valueOf(method)).uri(uri);
            headers.forEach(call::header);
            if (!body.isEmpty()) {
                call.body(body);
            }
            return call.retrieve().toEntity(String.class).getStatusCode().value();
        }
    }

    @Nested
    class OfRestTemplate extends SpringClientContract {
        @Autowired
        private RestTemplate client;

        @Override
        protected int call(String method, URI uri, Map<String, String> headers, String body) {
            RequestEntity.BodyBuilder call = RequestEntity.method(HttpMethod.valueOf(method), uri);
            headers.forEach(call::header);
            return client.exchange(call.body(body), String.class)
                    .getStatusCode()
                    .value();
        }
    }
}
