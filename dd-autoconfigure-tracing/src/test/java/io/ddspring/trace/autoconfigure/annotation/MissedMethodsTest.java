/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Traced;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import java.util.Arrays;
import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Lazy;

@ExtendWith(OutputCaptureExtension.class)
class MissedMethodsTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DdTracingAutoConfiguration.class, DdTracedAutoConfiguration.class))
            .withBean(InMemoryTraceWriter.class)
            .withBean(InstrumentationReport.class);

    @Test
    void one_warning_names_the_methods_that_no_proxy_sees(CapturedOutput output) {
        application
                .withBean(Hidden.class)
                .withBean(FinalClass.class)
                .withBean(Point.class, () -> new Point(1))
                .run(context -> {
                    List<String> warnings = warnings(output);
                    assertThat(warnings).hasSize(1);
                    assertThat(warnings.get(0))
                            .contains("Hidden.privately: private method")
                            .contains("Hidden.statically: static method")
                            .contains("FinalClass.work: a final class cannot be subclassed")
                            .contains("Point.length: a record cannot be subclassed")
                            .doesNotContain("Hidden.openly");
                });
    }

    @Test
    void the_other_methods_of_such_a_bean_are_traced() {
        application.withBean(Hidden.class).run(context -> {
            context.getBean(Hidden.class).openly();

            assertThat(context.getBean(InMemoryTraceWriter.class).spans())
                    .extracting(SpanData::resourceName)
                    .containsExactly("Hidden.openly");
        });
    }

    @Test
    void the_report_names_them_with_their_reason() {
        application.withBean(FinalClass.class).run(context -> {
            InstrumentationReport.Entry entry =
                    context.getBean(InstrumentationReport.class).entries().get("@Traced FinalClass.work");

            assertThat(entry.active()).isFalse();
            assertThat(entry.detail()).isEqualTo("a final class cannot be subclassed");
        });
    }

    @Test
    void a_bean_that_a_proxy_would_break_stays_as_it_is(CapturedOutput output) {
        application.withBean(Template.class).run(context -> {
            assertThat(context.getBean(Template.class).greeting()).isEqualTo("hello");
            assertThat(AopUtils.isAopProxy(context.getBean(Template.class))).isFalse();
            assertThat(warnings(output).get(0))
                    .contains("Template.work: a proxy would break the final method greeting()");
        });
    }

    @Test
    void a_bean_with_private_constructors_only_stays_as_it_is(CapturedOutput output) {
        application.withBean(Factory.class, Factory::create).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(warnings(output).get(0)).contains("Factory.work: a class with only private constructors");
        });
    }

    @Test
    void a_method_outside_the_interfaces_of_a_dynamic_proxy_is_named(CapturedOutput output) {
        application.withBean(Greeter.class, () -> proxied(new PoliteGreeter())).run(context -> {
            context.getBean(Greeter.class).greet();

            assertThat(context.getBean(InMemoryTraceWriter.class).spans()).hasSize(1);
            assertThat(warnings(output).get(0))
                    .contains("PoliteGreeter.bow: not a method of an interface of its JDK proxy")
                    .doesNotContain("PoliteGreeter.greet");
        });
    }

    @Test
    void a_frozen_proxy_is_named(CapturedOutput output) {
        ProxyFactory factory = new ProxyFactory(new PoliteGreeter());
        factory.setFrozen(true);
        application.withBean(Greeter.class, () -> (Greeter) factory.getProxy()).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(warnings(output).get(0)).contains("PoliteGreeter.greet: its proxy is frozen");
        });
    }

    @Test
    void a_bean_that_is_made_later_is_named_then_and_once(CapturedOutput output) {
        application.withUserConfiguration(LateFinalClass.class).run(context -> {
            assertThat(warnings(output)).isEmpty();

            context.getBean(LateFinalClass.class);
            context.getBean(LateFinalClass.class);

            assertThat(warnings(output)).hasSize(1);
        });
    }

    @Test
    void nothing_is_said_when_all_is_traced(CapturedOutput output) {
        application.withBean(PoliteGreeter.class).run(context -> assertThat(warnings(output))
                .isEmpty());
    }

    private static List<String> warnings(CapturedOutput output) {
        return Arrays.stream(output.toString().split("\n"))
                .filter(line -> line.contains("@Traced methods"))
                .toList();
    }

    private static Greeter proxied(Greeter target) {
        ProxyFactory factory = new ProxyFactory();
        factory.setTarget(target);
        factory.setInterfaces(Greeter.class);
        factory.addAdvice((MethodInterceptor) invocation -> invocation.proceed());
        return (Greeter) factory.getProxy();
    }

    static class Hidden {
        @Traced
        private void privately() {}

        @Traced
        static void statically() {}

        @Traced
        public void openly() {
            privately();
            statically();
        }
    }

    static final class FinalClass {
        @Traced
        public void work() {}
    }

    record Point(int x) {
        @Traced
        public int length() {
            return x;
        }
    }

    static class Template {
        private final String greeting = "hello";

        @Traced
        public void work() {}

        public final String greeting() {
            return greeting;
        }
    }

    static class Factory {
        private Factory() {}

        static Factory create() {
            return new Factory();
        }

        @Traced
        public void work() {}
    }

    interface Greeter {
        void greet();
    }

    static class PoliteGreeter implements Greeter {
        @Override
        @Traced
        public void greet() {}

        @Traced
        public void bow() {}
    }

    @Lazy
    static final class LateFinalClass {
        @Traced
        public void work() {}
    }
}
