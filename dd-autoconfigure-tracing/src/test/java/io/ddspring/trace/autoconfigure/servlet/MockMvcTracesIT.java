/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.ddspring.writer.InMemoryTraceWriter;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;

/** No container tells the end of a request here. */
@SpringBootTest(classes = ShopApplication.class)
@AutoConfigureMockMvc
class MockMvcTracesIT {
    @Autowired
    private MockMvc mvc;

    private Traces traces;

    @BeforeEach
    void forgetEarlierTraces(@Autowired InMemoryTraceWriter writer) {
        traces = new Traces(writer);
        traces.clear();
    }

    @Test
    void a_request_is_traced() throws Exception {
        assertThat(mvc.perform(get("/ping")).andReturn().getResponse().getContentAsString())
                .isEqualTo("pong");

        assertThat(traces.awaitTree(2)).isEqualTo("""
                servlet.request GET /ping
                  spring.handler Api.ping
                """);
    }

    @Test
    void an_asynchronous_request_is_traced_to_its_end() throws Exception {
        MvcResult started = mvc.perform(get("/callable")).andReturn();
        started.getAsyncResult();
        mvc.perform(asyncDispatch(started));

        assertThat(traces.awaitTree(3)).isEqualTo("""
                servlet.request GET /callable
                  spring.handler Api.callable
                    work.callable work.callable
                """);
    }

    @Test
    void an_exception_reaches_the_test_unchanged() {
        assertThatExceptionOfType(ServletException.class)
                .isThrownBy(() -> mvc.perform(get("/fail")))
                .withCauseInstanceOf(IllegalStateException.class);

        assertThat(traces.awaitTree(2)).isEqualTo("""
                servlet.request GET /fail
                  spring.handler Api.fail
                """);
        assertThat(traces.root().tag("error.type")).isEqualTo("java.lang.IllegalStateException");
        assertThat(traces.root().tag("http.status_code")).isEqualTo("500");
    }
}
