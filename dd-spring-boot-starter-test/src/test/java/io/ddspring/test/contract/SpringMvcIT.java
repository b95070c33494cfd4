/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test.contract;

import io.ddspring.writer.InMemoryTraceWriter;
import java.net.URI;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(classes = ContractApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SpringMvcIT extends HttpServerContractTest {
    @LocalServerPort
    private int port;

    @Autowired
    private InMemoryTraceWriter writer;

    @Override
    protected URI base() {
        return URI.create("http://localhost:" + port);
    }

    @Override
    protected InMemoryTraceWriter writer() {
        return writer;
    }

    @Override
    protected String requestOperation() {
        return "servlet.request";
    }

    /** The request and its handler. */
    @Override
    protected int spansPerRequest() {
        return 2;
    }
}
