/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.metrics.Faults;
import io.ddspring.writer.InMemoryTraceWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Sends requests to a started {@link ShopApplication} and reads its traces. */
@SpringBootTest(
        classes = ShopApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"dd.service=shop", "server.tomcat.threads.max=8"})
abstract class ShopRequests {
    Http http;
    Traces traces;

    @BeforeEach
    void connect(@LocalServerPort int port, @Autowired InMemoryTraceWriter writer) {
        http = new Http(port);
        traces = new Traces(writer);
        traces.clear();
    }

    @AfterEach
    void nothing_of_ours_has_failed() {
        assertThat(Faults.shared().counts().keySet()).noneMatch(site -> site.startsWith("servlet."));
    }

    /** A later request is answered and traced; then everything of the earlier ones must be here too. */
    void assertNothingCameAfter(int spans) {
        http.get("/ping");
        assertThat(traces.await(spans + 2)).hasSize(spans + 2);
    }
}
