/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.context.Context;
import io.ddspring.trace.Tags;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationsTest extends ObservedWork {
    @Test
    void an_observation_names_the_operation_and_its_contextual_name_the_resource_letter_by_letter() {
        Observation.createNotStarted("order.find", registry)
                .contextualName("OrderService#find")
                .lowCardinalityKeyValue("region", "eu")
                .highCardinalityKeyValue("order", "7")
                .observe(() -> {});

        assertThat(onlySpan().operationName()).isEqualTo("order.find");
        assertThat(onlySpan().resourceName()).isEqualTo("OrderService#find");
        assertThat(onlySpan().tag("region")).isEqualTo("eu");
        assertThat(onlySpan().tag("order")).isEqualTo("7");
    }

    @Test
    void an_observation_below_another_is_its_child() {
        Observation.createNotStarted("outer", registry)
                .observe(() -> Observation.createNotStarted("inner", registry).observe(() -> {}));

        assertThat(span("inner").parentId()).isEqualTo(span("outer").spanId());
    }

    @Test
    void a_key_value_error_does_not_replace_the_failure() {
        Observation observation = Observation.start("work", registry);
        observation.error(new IllegalStateException("too late"));
        observation.lowCardinalityKeyValue("error", "IllegalStateException");
        observation.stop();

        assertThat(onlySpan().tag(Tags.ERROR_TYPE)).isEqualTo("java.lang.IllegalStateException");
        assertThat(onlySpan().tag(Tags.ERROR_MESSAGE)).isEqualTo("too late");
        assertThat(onlySpan().tag(Tags.ERROR_STACK)).contains("a_key_value_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", ""})
    void a_key_value_that_says_that_there_is_no_error_sets_none(String value) {
        Observation.start("work", registry)
                .lowCardinalityKeyValue("error", value)
                .stop();

        assertThat(onlySpan().isError()).isFalse();
        assertThat(onlySpan().tag(Tags.ERROR_TYPE)).isNull();
    }

    @Test
    void a_key_value_error_without_a_failure_is_an_error_without_a_stack() {
        Observation.start("work", registry)
                .lowCardinalityKeyValue("error", "Refused")
                .stop();

        assertThat(onlySpan().isError()).isTrue();
        assertThat(onlySpan().tag(Tags.ERROR_MESSAGE)).isEqualTo("Refused");
        assertThat(onlySpan().tag(Tags.ERROR_STACK)).isNull();
    }

    @Test
    void the_applications_own_runtime_exception_is_recorded_whole() {
        Observation.start("work", registry).error(new RuntimeException("none")).stop();

        assertThat(onlySpan().isError()).isTrue();
        assertThat(onlySpan().tag(Tags.ERROR_STACK)).contains("applications_own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.security.filterchains", "spring.security.authorizations"})
    void what_is_below_a_muted_observation_is_a_child_of_what_is_above_it(String muted) {
        Observation.createNotStarted("above", registry).observe(() -> Observation.createNotStarted(muted, registry)
                .observe(() -> Observation.createNotStarted("below", registry).observe(() -> {})));

        assertThat(writer.spans()).hasSize(2);
        assertThat(span("below").parentId()).isEqualTo(span("above").spanId());
    }

    @Test
    void a_muted_observation_is_no_obstacle_on_another_thread_either() throws Exception {
        Observation above = Observation.start("above", registry);
        Observation muted = Observation.createNotStarted("spring.security.authentications", registry)
                .parentObservation(above)
                .start();
        Thread other = new Thread(() -> Observation.createNotStarted("below", registry)
                .parentObservation(muted)
                .observe(() -> {}));
        other.start();
        other.join();
        muted.error(new IllegalStateException("refused")).stop();
        above.stop();

        assertThat(writer.spans()).hasSize(2);
        assertThat(span("below").parentId()).isEqualTo(span("above").spanId());
        assertThat(span("above").isError()).isFalse();
    }

    @Test
    void a_muted_observation_without_anything_above_it_leaves_no_trace() {
        Observation.createNotStarted("spring.security.filterchains", registry)
                .observe(() -> Observation.createNotStarted("below", registry).observe(() -> {}));

        assertThat(onlySpan().operationName()).isEqualTo("below");
        assertThat(onlySpan().parentId()).isZero();
    }

    @Test
    void a_vetoed_observation_is_skipped_too() {
        registry.observationConfig().observationPredicate((name, context) -> !name.equals("vetoed"));

        Observation.createNotStarted("above", registry).observe(() -> Observation.createNotStarted("vetoed", registry)
                .observe(() -> Observation.createNotStarted("below", registry).observe(() -> {})));

        assertThat(span("below").parentId()).isEqualTo(span("above").spanId());
    }

    @ParameterizedTest
    @CsvSource({
        "CLIENT,http get,http.request,GET,http,true",
        "SERVER,http get /users/{id},http.server.request,GET /users/{id},web,false"
    })
    void key_values_of_http_observations_are_our_tags(
            Kind kind, String contextualName, String operation, String resource, String type, boolean error) {
        Observation.createNotStarted("renamed.by.the.user", () -> context(kind), registry)
                .contextualName(contextualName)
                .lowCardinalityKeyValue("method", "GET")
                .lowCardinalityKeyValue("status", "404")
                .lowCardinalityKeyValue("uri", "/users/{id}")
                .lowCardinalityKeyValue("outcome", "CLIENT_ERROR")
                .lowCardinalityKeyValue("exception", "none")
                .highCardinalityKeyValue("http.url", "http://host/users/7?token=secret")
                .observe(() -> {});

        assertThat(onlySpan().operationName()).isEqualTo(operation);
        assertThat(onlySpan().resourceName()).isEqualTo(resource);
        assertThat(onlySpan().spanType()).isEqualTo(type);
        assertThat(onlySpan().isError()).isEqualTo(error);
        assertThat(onlySpan().tag(Tags.HTTP_METHOD)).isEqualTo("GET");
        assertThat(onlySpan().tag(Tags.HTTP_STATUS_CODE)).isEqualTo("404");
        assertThat(onlySpan().tag(Tags.HTTP_URL)).isEqualTo("http://host/users/7");
        assertThat(onlySpan().tag(Tags.ERROR_TYPE)).isNull();
        assertThat(onlySpan().tag("outcome")).isEqualTo("CLIENT_ERROR");
        assertThat(onlySpan().tag(kind == Kind.SERVER ? Tags.HTTP_ROUTE : "uri.template"))
                .isEqualTo("/users/{id}");
    }

    @Test
    void an_observation_that_is_carried_to_another_thread_brings_its_span_and_leaves_nothing_behind() throws Exception {
        Observation observation = Observation.start("work", registry);
        ContextSnapshot snapshot;
        try (Observation.Scope scope = observation.openScope()) {
            snapshot = ContextSnapshotFactory.builder().build().captureAll();
        }
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            thread.submit(snapshot.wrap(() ->
                            Observation.createNotStarted("below", registry).observe(() -> {})))
                    .get();
            assertThat(thread.submit(Context::current).get()).isSameAs(Context.root());
        } finally {
            thread.shutdown();
        }
        observation.stop();

        assertThat(span("below").parentId()).isEqualTo(span("work").spanId());
    }

    @Test
    void a_sent_message_carries_the_span_and_a_received_one_goes_on_with_it() {
        Map<String, String> headers = new HashMap<>();
        SenderContext<Map<String, String>> sent = new SenderContext<>(Map::put, Kind.PRODUCER);
        sent.setCarrier(headers);
        Observation.createNotStarted("send", () -> sent, registry).observe(() -> {});
        ReceiverContext<Map<String, String>> received = new ReceiverContext<>(Map::get, Kind.CONSUMER);
        received.setCarrier(headers);
        Observation.createNotStarted("receive", () -> received, registry).observe(() -> {});

        assertThat(span("receive").traceIdLow()).isEqualTo(span("send").traceIdLow());
        assertThat(span("receive").parentId()).isEqualTo(span("send").spanId());
        assertThat(span("send").tag(Tags.SPAN_KIND)).isEqualTo("producer");
    }

    private static Observation.Context context(Kind kind) {
        if (kind == Kind.SERVER) {
            ReceiverContext<Map<String, String>> received = new ReceiverContext<>(Map::get, kind);
            received.setCarrier(Map.of());
            return received;
        }
        SenderContext<Map<String, String>> sent = new SenderContext<>(Map::put, kind);
        sent.setCarrier(new HashMap<>());
        return sent;
    }
}
