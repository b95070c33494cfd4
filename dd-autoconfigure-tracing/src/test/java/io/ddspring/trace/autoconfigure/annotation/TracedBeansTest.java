/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanTag;
import io.ddspring.trace.Tags;
import io.ddspring.trace.Traced;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigInteger;
import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.AliasFor;

class TracedBeansTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DdTracingAutoConfiguration.class, DdTracedAutoConfiguration.class))
            .withBean(InMemoryTraceWriter.class);

    @Test
    void a_span_has_the_names_of_the_annotation() {
        with(Orders.class, (orders, spans) -> {
            orders.named();

            SpanData span = only(spans);
            assertThat(span.operationName()).isEqualTo("order.price");
            assertThat(span.resourceName()).isEqualTo("standard");
            assertThat(span.serviceName()).isEqualTo("pricing");
            assertThat(span.spanType()).isEqualTo("custom");
            assertThat(span.metric(Tags.MEASURED, 0)).isEqualTo(1);
        });
    }

    @Test
    void a_span_has_default_names_without_them() {
        with(Orders.class, (orders, spans) -> {
            orders.plain();

            SpanData span = only(spans);
            assertThat(span.operationName()).isEqualTo("trace.annotation");
            assertThat(span.resourceName()).isEqualTo("Orders.plain");
            assertThat(span.spanType()).isNull();
            assertThat(span.tag(Tags.COMPONENT)).isEqualTo("trace");
            assertThat(span.metric(Tags.MEASURED, 0)).isZero();
            assertThat(span.tag(Tags.SPAN_KIND)).isNull();
        });
    }

    @Test
    void the_span_is_a_child_of_the_active_one_and_active_in_the_method() {
        application.withBean(Orders.class).run(context -> {
            Tracer tracer = context.getBean(Tracer.class);
            Span inside =
                    tracer.trace("caller", () -> context.getBean(Orders.class).activeSpan());

            List<SpanData> spans = spans(context);
            assertThat(spans).extracting(SpanData::operationName).containsExactly("caller", "trace.annotation");
            assertThat(spans.get(1).parentId()).isEqualTo(spans.get(0).spanId());
            assertThat(inside.context().spanId()).isEqualTo(spans.get(1).spanId());
            assertThat(tracer.activeSpan()).isSameAs(Span.noop());
        });
    }

    @Test
    void no_parent_begins_a_new_trace() {
        application.withBean(Orders.class).run(context -> {
            context.getBean(Tracer.class)
                    .trace("caller", () -> context.getBean(Orders.class).withoutParent());

            List<SpanData> spans = spans(context);
            assertThat(spans).extracting(SpanData::parentId).containsOnly(0L);
            assertThat(spans).extracting(SpanData::traceIdLow).doesNotHaveDuplicates();
        });
    }

    @Test
    void arguments_become_tags() {
        with(Orders.class, (orders, spans) -> {
            orders.tagged("A-1", 3, 0.5f, null, true, BigInteger.TEN, "untagged");

            SpanData span = only(spans);
            assertThat(span.tag("order.id")).isEqualTo("A-1");
            assertThat(span.metric("count", 0)).isEqualTo(3);
            assertThat(span.metric("ratio", 0)).isEqualTo(0.5);
            assertThat(span.tag("coupon")).isNull();
            assertThat(span.tag("express")).isEqualTo("true");
            assertThat(span.tag("big")).isEqualTo("10");
            assertThat(span.tag("note")).isNull();
        });
    }

    @Test
    void an_argument_without_a_text_costs_only_its_tag() {
        with(Orders.class, (orders, spans) -> {
            Object broken = new Object() {
                @Override
                public String toString() {
                    throw new IllegalStateException("no text");
                }
            };

            assertThat(orders.anything(broken)).isSameAs(broken);
            assertThat(only(spans).tag("thing")).isNull();
        });
    }

    @Test
    void the_exception_is_recorded_and_reaches_the_caller_as_it_is() {
        with(Orders.class, (orders, spans) -> {
            Exception failure = new Exception("out of stock");

            assertThatThrownBy(() -> orders.failing(failure)).isSameAs(failure);

            SpanData span = only(spans);
            assertThat(span.isError()).isTrue();
            assertThat(span.tag(Tags.ERROR_TYPE)).isEqualTo("java.lang.Exception");
            assertThat(span.tag(Tags.ERROR_MESSAGE)).isEqualTo("out of stock");
        });
    }

    @Test
    void an_annotated_class_means_its_public_methods() {
        with(Everything.class, (everything, spans) -> {
            everything.first();
            everything.hidden();
            everything.second();
            assertThat(everything.toString()).isEqualTo("everything");

            assertThat(spans.spans())
                    .extracting(SpanData::resourceName)
                    .containsExactly("Everything.first", "Everything.second");
        });
    }

    @Test
    void the_annotation_of_a_method_beats_that_of_its_class() {
        with(Everything.class, (everything, spans) -> {
            everything.second();

            assertThat(only(spans).operationName()).isEqualTo("own");
        });
    }

    @Test
    void package_private_and_protected_methods_are_traced() {
        with(Orders.class, (orders, spans) -> {
            orders.packagePrivate();
            orders.protectedMethod();

            assertThat(spans.spans())
                    .extracting(SpanData::resourceName)
                    .containsExactly("Orders.packagePrivate", "Orders.protectedMethod");
        });
    }

    @Test
    void an_annotation_of_an_interface_counts_for_its_implementation() {
        with(InterfaceOrders.class, (orders, spans) -> {
            orders.find("A-1");

            SpanData span = only(spans);
            assertThat(span.operationName()).isEqualTo("order.find");
            assertThat(span.resourceName()).isEqualTo("InterfaceOrders.find");
            assertThat(span.tag("order.id")).isEqualTo("A-1");
        });
    }

    @Test
    void a_composed_annotation_counts() {
        with(Composed.class, (composed, spans) -> {
            composed.work();

            SpanData span = only(spans);
            assertThat(span.operationName()).isEqualTo("measured.work");
            assertThat(span.metric(Tags.MEASURED, 0)).isEqualTo(1);
        });
    }

    @Test
    void a_proxy_of_an_interface_whose_target_does_not_implement_it_is_traced() {
        application.withBean(Finder.class, () -> repositoryProxy()).run(context -> {
            assertThat(context.getBean(Finder.class).find("A-1")).isEqualTo("found");

            assertThat(spans(context)).extracting(SpanData::resourceName).containsExactly("Finder.find");
        });
    }

    @Test
    void a_plain_dynamic_proxy_stays_one_of_the_same_interface() {
        application
                .withBean(Finder.class, () -> (Finder) java.lang.reflect.Proxy.newProxyInstance(
                        Finder.class.getClassLoader(), new Class<?>[] {Finder.class}, (proxy, method, args) -> "found"))
                .run(context -> {
                    assertThat(context.getBean(Finder.class).find("A-1")).isEqualTo("found");

                    assertThat(spans(context))
                            .extracting(SpanData::resourceName)
                            .containsExactly("Finder.find");
                });
    }

    @Test
    void the_span_surrounds_the_other_advice_of_the_bean() {
        application
                .withConfiguration(AutoConfigurations.of(AopAutoConfiguration.class))
                .withUserConfiguration(OtherAdvice.class)
                .withBean(Orders.class)
                .run(context -> {
                    context.getBean(Orders.class).plain();

                    assertThat(spans(context))
                            .extracting(SpanData::operationName)
                            .containsExactly("trace.annotation", "advice");
                    assertThat(spans(context).get(1).parentId())
                            .isEqualTo(spans(context).get(0).spanId());
                });
    }

    @Test
    void beans_that_refer_to_each_other_get_the_advised_ones() {
        application
                .withAllowCircularReferences(true)
                .withBean(Left.class)
                .withBean(Right.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    context.getBean(Right.class).callLeft();

                    assertThat(spans(context))
                            .extracting(SpanData::resourceName)
                            .containsExactly("Right.callLeft", "Left.work");
                });
    }

    private <T> void with(Class<T> type, BiConsumerThatThrows<T> test) {
        application.withBean(type).run(context -> test.accept(context.getBean(type), writer(context)));
    }

    private static InMemoryTraceWriter writer(AssertableApplicationContext context) {
        return context.getBean(InMemoryTraceWriter.class);
    }

    private static List<SpanData> spans(AssertableApplicationContext context) {
        return writer(context).spans();
    }

    private static SpanData only(InMemoryTraceWriter writer) {
        assertThat(writer.spans()).hasSize(1);
        return writer.spans().get(0);
    }

    private static Finder repositoryProxy() {
        ProxyFactory factory = new ProxyFactory();
        factory.setTarget(new Object());
        factory.setInterfaces(Finder.class);
        factory.addAdvice((MethodInterceptor) invocation -> "found");
        return (Finder) factory.getProxy();
    }

    private interface BiConsumerThatThrows<T> {
        void accept(T bean, InMemoryTraceWriter spans) throws Exception;
    }

    static class Orders {
        @Traced(value = "order.price", resource = "standard", service = "pricing", type = "custom", measured = true)
        public void named() {}

        @Traced
        public void plain() {}

        @Traced
        public Span activeSpan() {
            return Span.from(io.ddspring.context.Context.current());
        }

        @Traced(noParent = true)
        public Object withoutParent() {
            return this;
        }

        @Traced
        public void tagged(
                @SpanTag("order.id") String id,
                @SpanTag int count,
                @SpanTag float ratio,
                @SpanTag @Nullable String coupon,
                @SpanTag boolean express,
                @SpanTag BigInteger big,
                String note) {}

        @Traced
        public Object anything(@SpanTag Object thing) {
            return thing;
        }

        @Traced
        public void failing(Exception failure) throws Exception {
            throw failure;
        }

        @Traced
        void packagePrivate() {}

        @Traced
        protected void protectedMethod() {}
    }

    @Traced
    static class Everything {
        public void first() {}

        void hidden() {}

        @Traced("own")
        public void second() {}

        @Override
        public String toString() {
            return "everything";
        }
    }

    interface Finder {
        @Traced("order.find")
        String find(@SpanTag("order.id") String id);
    }

    static class InterfaceOrders implements Finder {
        @Override
        public String find(String id) {
            return id;
        }
    }

    @Traced(measured = true)
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Measured {
        @AliasFor(annotation = Traced.class, attribute = "value")
        String name();
    }

    static class Composed {
        @Measured(name = "measured.work")
        public void work() {}
    }

    static class Left {
        @Autowired
        Right right;

        @Traced
        public void work() {}
    }

    static class Right {
        @Autowired
        Left left;

        @Traced
        public void callLeft() {
            left.work();
        }
    }
}
