/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.testing.RecordedSpans;
import io.ddspring.trace.ResourcePriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.Tags;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Resources and services that follow from tags which are stored as well. */
class NamedByTagsTest {
    private final Engine engine = new Engine();

    @ParameterizedTest
    @CsvSource({
        "GET,  http://host:8080/users/42/v2/a1b?q=1#x, GET /users/?/v2/?",
        "post, https://host,                           POST /",
        "GET,  https://host?x=/y,                      GET /",
        "GET,  /orders/17?x,                           GET /orders/?",
        "GET,  http://host/a b,                        GET /ab",
        "GET,  nonsense,                               GET nonsense"
    })
    void a_request_is_named_after_method_and_path(String method, String url, String resource) {
        Span methodFirst = engine.root().setTag("http.method", method).setTag("http.url", url);
        Span urlFirst = engine.root().setTag("http.url", url).setTag("http.method", method);
        methodFirst.finish();
        urlFirst.finish();

        assertThat(engine.sent(methodFirst).resourceName()).isEqualTo(resource);
        assertThat(engine.sent(urlFirst).resourceName()).isEqualTo(resource);
        assertThat(RecordedSpans.meta(engine.sent(urlFirst)))
                .containsEntry("http.method", method)
                .containsEntry("http.url", url);
    }

    @Test
    void one_of_the_two_names_nothing() {
        engine.root().setTag("http.url", "http://host/a").finish();

        assertThat(engine.sent().resourceName()).isEqualTo("web.request");
    }

    @Test
    void whoever_knows_better_names_the_request() {
        engine.root()
                .setResourceName("GET /a/{id}", ResourcePriority.FRAMEWORK_ROUTE)
                .setTag("http.method", "GET")
                .setTag("http.url", "http://host/a/1")
                .finish();

        assertThat(engine.sent().resourceName()).isEqualTo("GET /a/{id}");
    }

    @ParameterizedTest
    @CsvSource({"/, root-servlet", "/orders, orders", "orders, orders", "' /a/b ', a/b", "'', shop", "' ', shop"})
    void a_service_without_a_name_is_named_after_the_context(String context, String service) {
        Engine unnamed = new Engine(builder -> builder.serviceIsNamed(false));
        Span root = unnamed.root().setTag("servlet.context", context);
        Span child = unnamed.child(root);
        child.finish();
        root.finish();

        assertThat(unnamed.sent(root).serviceName()).isEqualTo(service);
        assertThat(unnamed.sent(child).serviceName()).isEqualTo(service);
        boolean named = !service.equals("shop");
        assertThat(unnamed.sent(root).tag(Tags.SERVICE_SOURCE))
                .isEqualTo(named ? "opt.split_by_servlet_context" : null);
        assertThat(unnamed.sent(root).tag(Tags.BASE_SERVICE)).isEqualTo(named ? "shop" : null);
        assertThat(unnamed.sent(root).tag("servlet.context")).isEqualTo(context.isEmpty() ? null : context);
    }

    @ParameterizedTest
    @CsvSource({"true, ", "false, own"})
    void a_service_that_somebody_named_keeps_its_name(boolean serviceIsNamed, @Nullable String chosen) {
        Engine named = new Engine(builder -> builder.serviceIsNamed(serviceIsNamed));
        Span root = named.root();
        if (chosen != null) {
            root.setServiceName(chosen);
        }
        root.setTag("servlet.context", "/orders").finish();

        assertThat(named.sent().serviceName()).isEqualTo(chosen == null ? "shop" : chosen);
    }

    @Test
    void the_name_of_a_context_can_be_replaced() {
        Engine mapped = new Engine(builder -> builder.serviceIsNamed(false).serviceMapping(Map.of("orders", "sales")));
        mapped.root().setTag("servlet.context", "/orders").finish();

        assertThat(mapped.sent().serviceName()).isEqualTo("sales");
    }
}
