/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import static io.ddspring.test.DatadogAssertions.assertThat;
import static io.ddspring.test.MessagePackBytes.map;
import static io.ddspring.test.MessagePackBytes.span;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DatadogAssertionsTest {
    private static ReceivedTrace trace() {
        Map<Object, Object> server = span(1, 0, "servlet.request");
        server.put("resource", "GET /orders/{id}");
        server.put("meta", map("span.kind", "server", "component", "tomcat-server"));
        server.put("metrics", map("_dd.top_level", 1));
        Map<Object, Object> handler = span(2, 1, "spring.handler");
        handler.put("resource", "Api.order");
        handler.put("error", 1);
        handler.put(
                "meta",
                map(
                        "error.type", "java.lang.IllegalStateException",
                        "error.message", "no",
                        "error.stack", "java.lang.IllegalStateException: no"));
        Map<Object, Object> query = span(3, 2, "h2.query");
        query.put("service", "h2");
        query.put("type", "sql");
        query.put("resource", "select * from orders");
        return ReceivedTraceTest.trace(server, handler, query);
    }

    @Test
    void what_is_true_passes() {
        assertThat(trace())
                .hasRootSpan("servlet.request")
                .hasSpans(3)
                .hasNoSpan("http.request")
                .hasTree("""
                        servlet.request GET /orders/{id}
                          spring.handler Api.order
                            h2.query select ...
                        """)
                .rootSpan()
                .withResource("GET /orders/{id}")
                .withKind("server")
                .withComponent("tomcat-server")
                .withMetric("_dd.top_level", 1)
                .withTag("_dd.top_level")
                .withoutTag("http.route")
                .withoutParent()
                .hasNoError()
                .and()
                .span("spring.handler")
                .withParent("servlet.request")
                .hasErrorFlag()
                .hasError(IllegalStateException.class)
                .and()
                .span("h2.query", "select * from orders")
                .withService("h2")
                .withType("sql");
        assertThat(trace().root()).withTag("span.kind", "server");
    }

    static Stream<Arguments> untrue() {
        return Stream.of(
                wrong("the one root span <x> but found the roots <[servlet.request]>", t -> t.hasRootSpan("x")),
                wrong("Expected 2 span(s) but found 3", t -> t.hasSpans(2)),
                wrong("Expected no span named <h2.query>", t -> t.hasNoSpan("h2.query")),
                wrong("one span named <x> but found 0", t -> t.span("x")),
                wrong("named <h2.query> with resource <y> but found 0", t -> t.span("h2.query", "y")),
                wrong("service <x> but found <shop>", t -> t.rootSpan().withService("x")),
                wrong("resource <x> but found <GET /orders/{id}>", t -> t.rootSpan()
                        .withResource("x")),
                wrong("type <x> but found <web>", t -> t.rootSpan().withType("x")),
                wrong("tag span.kind <x> but found <server>", t -> t.rootSpan().withKind("x")),
                wrong("tag component <x> but found <tomcat-server>", t -> t.rootSpan()
                        .withComponent("x")),
                wrong("tag y <x> but found <null>", t -> t.rootSpan().withTag("y", "x")),
                wrong("tag y present", t -> t.rootSpan().withTag("y")),
                wrong("no tag _dd.top_level", t -> t.rootSpan().withoutTag("_dd.top_level")),
                wrong("no tag component", t -> t.rootSpan().withoutTag("component")),
                wrong("metric _dd.top_level <2.0> but found <1.0>", t -> t.rootSpan()
                        .withMetric("_dd.top_level", 2)),
                wrong("metric y <2.0> but found <null>", t -> t.rootSpan().withMetric("y", 2)),
                wrong("parent <x> but found <spring.handler>", t -> t.span("h2.query")
                        .withParent("x")),
                wrong("parent_id <0> but found <2>", t -> t.span("h2.query").withoutParent()),
                wrong("error <1> but found <0>", t -> t.rootSpan().hasErrorFlag()),
                wrong("error <1> but found <0>", t -> t.rootSpan().hasError(Error.class)),
                wrong(
                        "tag error.type <java.lang.Error> but found <java.lang.IllegalStateException>",
                        t -> t.span("spring.handler").hasError(Error.class)),
                wrong("error <0> but found <1>", t -> t.span("spring.handler").hasNoError()));
    }

    private static Arguments wrong(String message, Consumer<ReceivedTraceAssert> assertion) {
        return Arguments.of(message, assertion);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("untrue")
    void what_is_untrue_fails_and_lists_the_received_spans(String message, Consumer<ReceivedTraceAssert> assertion) {
        assertThatCode(() -> assertion.accept(assertThat(trace())))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message)
                .hasMessageContaining("servlet.request GET /orders/{id}")
                .hasMessageContaining("h2.query select * from orders");
    }

    @Test
    void another_tree_is_shown_as_a_difference() {
        assertThatCode(() -> assertThat(trace()).hasTree("""
                                servlet.request GET /orders/{id}
                                  spring.handler Api.orders
                                    h2.query select * from orders
                                  http.request GET /users/?
                                """))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("""
                          servlet.request GET /orders/{id}
                        -   spring.handler Api.orders
                        +   spring.handler Api.order
                              h2.query select * from orders
                        -   http.request GET /users/?
                        """)
                .hasMessageContaining("error.type=java.lang.IllegalStateException");
    }

    @Test
    void a_tree_with_a_span_too_many_or_at_another_depth_differs() {
        Assertions.assertThat(TreeDiff.of("a a\n  b b", "a a\n  b b").isEmpty()).isTrue();
        Assertions.assertThat(TreeDiff.of("a a\n  b b", "a a\n  b b\n  b b").isEmpty())
                .isFalse();
        Assertions.assertThat(TreeDiff.of("a a\n  b b", "a a\nb b").render()).isEqualTo("  a a\n-   b b\n+ b b");
        Assertions.assertThat(TreeDiff.of("a a\nb ...", "a a\nb b\nb c").render())
                .contains("+ b");
    }
}
