/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.aspectj;

import ch.qos.logback.classic.Level;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanTag;
import io.ddspring.trace.Traced;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.autoconfigure.annotation.DdTracedAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import reactor.core.publisher.Mono;

/** Runs in a process of its own, under the weaver, and prints one line for each call and for each span. */
final class WovenApplication {
    private WovenApplication() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        Woven.statically();
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            for (String argument : arguments) {
                String[] property = argument.split("=", 2);
                context.getEnvironment().getSystemProperties().put(property[0], property[1]);
            }
            context.registerBean(InMemoryTraceWriter.class);
            context.registerBean("woven", Woven.class);
            context.register(DdTracingAutoConfiguration.class, DdTracedAutoConfiguration.class);
            context.refresh();
            Woven woven = context.getBean(Woven.class);
            InMemoryTraceWriter spans = context.getBean(InMemoryTraceWriter.class);
            out.println("proxied " + AopUtils.isAopProxy(woven));

            run(out, spans, "through-proxy", () -> woven.openly());
            run(out, spans, "private", woven::callPrivately);
            run(out, spans, "static", Woven::statically);
            run(out, spans, "self", woven::callItself);
            run(out, spans, "no-bean", () -> new Woven().openly());
            run(out, spans, "future", () -> woven.future().complete("x"));
            run(out, spans, "mono", () -> woven.mono().block());
            run(out, spans, "recursion", () -> woven.countDown(2));
            run(out, spans, "tag", () -> new Woven().tagged("A-1"));
            run(out, spans, "class-level", () -> new WovenClass().call());
            try {
                new Woven().failing();
            } catch (IllegalStateException failure) {
                out.println("failure " + failure.getMessage());
            }
            run(out, spans, "failure", () -> {});
        }
    }

    private static void run(PrintStream out, InMemoryTraceWriter spans, String call, Runnable body) {
        body.run();
        StringBuilder line = new StringBuilder(call).append(':');
        for (SpanData span : spans.spans()) {
            line.append(' ').append(span.resourceName());
            if (span.isError()) {
                line.append("!");
            }
            if (span.tag("id") != null) {
                line.append('[').append(span.tag("id")).append(']');
            }
            if (span.parentId() != 0) {
                line.append("<child");
            }
        }
        spans.clear();
        out.println(line);
    }

    static class Woven {
        @Traced
        public void openly() {}

        @Traced
        private void privately() {}

        @Traced
        static void statically() {}

        public void callPrivately() {
            privately();
        }

        public void callItself() {
            openly();
        }

        @Traced
        public CompletableFuture<String> future() {
            return new CompletableFuture<>();
        }

        @Traced
        public Mono<String> mono() {
            return Mono.just("x");
        }

        @Traced
        public int countDown(int from) {
            return from == 0 ? 0 : countDown(from - 1);
        }

        @Traced
        public void tagged(@SpanTag("id") String id) {}

        @Traced
        public void failing() {
            throw new IllegalStateException("as expected");
        }
    }

    @Traced
    static class WovenClass {
        public void call() {
            hidden();
        }

        void hidden() {}

        @Override
        public String toString() {
            return "woven";
        }
    }
}
