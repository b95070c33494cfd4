/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.ddspring.sampling.DecisionLog;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.Span;
import java.lang.ref.WeakReference;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionLogTest {
    private final DecisionLog log = new DecisionLog(3);

    @Test
    void the_trace_is_found_by_any_form_of_its_id() {
        Span root = finished(engine());
        String hex = root.context().traceIdHex();

        assertThat(log.explain(hex.toUpperCase(Locale.ROOT))).isNotNull();
        assertThat(log.explain(hex.substring(16))).isNotNull();
        assertThat(log.explain(" " + Long.toUnsignedString(root.context().traceIdLow()) + " "))
                .isNotNull();
        assertThat(log.explain("f".repeat(16) + hex.substring(16))).isNull();
    }

    @Test
    void sixteen_digits_can_be_decimal() {
        Engine engine = engine();
        engine.tracer
                .buildSpan("web")
                .asChildOf(RemoteSpanContext.of(0, 1234567890123456L, 2, 1))
                .start()
                .finish();

        assertThat(log.explain("1234567890123456")).isNotNull();
        assertThat(log.explain("0000000000000001")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "12g",
                "-1",
                "18446744073709551616",
                "123456789012345678901",
                "0x10",
                "abc",
                "123456789abcdef0123456789abcdef",
                "00000000000000000000000000000000ff"
            })
    void anything_else_is_no_trace_id(String text) {
        assertThatThrownBy(() -> log.explain(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_oldest_trace_is_forgotten_for_a_new_one() {
        Engine engine = engine();
        Span first = finished(engine);
        Span second = finished(engine);
        finished(engine);
        Span last = finished(engine);

        assertThat(log.explain(first.context().traceIdHex())).isNull();
        assertThat(log.explain(second.context().traceIdHex())).isNotNull();
        assertThat(log.explain(last.context().traceIdHex())).isNotNull();
        assertThat(log.size()).isEqualTo(3);
    }

    @Test
    void several_parts_of_a_trace_in_one_process_are_all_told() {
        Engine engine = engine();
        for (int parent = 1; parent <= 2; parent++) {
            engine.tracer
                    .buildSpan("web")
                    .asChildOf(RemoteSpanContext.of(0, 77, parent, 1))
                    .start()
                    .setResourceName("part " + parent)
                    .finish();
        }

        assertThat(Objects.requireNonNull(log.explain("77")))
                .hasEntrySatisfying("root", root -> assertThat(root.toString()).contains("part 2"))
                .extractingByKey("earlier", LIST)
                .singleElement()
                .asString()
                .contains("part 1");
    }

    @Test
    void nothing_is_remembered_when_that_is_off() {
        DecisionLog off = new DecisionLog(0);
        Engine engine = new Engine(builder -> builder.decisionLog(off));
        Span root = finished(engine);

        assertThat(off.explain(root.context().traceIdHex())).isNull();
        assertThat(off.size()).isZero();
    }

    @Test
    void spans_are_not_retained() throws InterruptedException {
        WeakReference<Object> span = finishedAndForgotten();
        for (int i = 0; i < 50 && span.get() != null; i++) {
            System.gc();
        }

        assertThat(span.get()).isNull();
        assertThat(log.size()).isEqualTo(1);
    }

    private WeakReference<Object> finishedAndForgotten() {
        Engine engine = engine();
        Span root = finished(engine);
        engine.writer.clear();
        return new WeakReference<>(root);
    }

    private Engine engine() {
        return new Engine(builder -> builder.decisionLog(log));
    }

    private static Span finished(Engine engine) {
        Span root = engine.root();
        root.finish();
        return root;
    }
}
