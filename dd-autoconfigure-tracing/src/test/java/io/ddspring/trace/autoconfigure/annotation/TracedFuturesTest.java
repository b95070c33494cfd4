/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import io.ddspring.trace.Traced;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TracedFuturesTest {
    private final CompletableFuture<String> future = new CompletableFuture<>();
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DdTracingAutoConfiguration.class, DdTracedAutoConfiguration.class))
            .withBean(InMemoryTraceWriter.class)
            .withBean(Work.class, () -> new Work(future));

    @Test
    void the_caller_gets_the_very_future_and_the_span_lasts_until_it_completes() {
        run((work, spans) -> {
            assertThat(work.future()).isSameAs(future);
            assertThat(spans.spans()).isEmpty();

            future.complete("done");

            assertThat(spans.spans()).extracting(SpanData::resourceName).containsExactly("Work.future");
            assertThat(spans.spans().get(0).isError()).isFalse();
        });
    }

    @Test
    void a_completed_future_ends_the_span_at_once() {
        run((work, spans) -> {
            future.complete("done");

            assertThat(work.future().join()).isEqualTo("done");
            assertThat(spans.spans()).hasSize(1);
        });
    }

    @Test
    void a_failed_future_is_an_error_of_the_span_and_still_that_of_the_caller() {
        run((work, spans) -> {
            CompletableFuture<String> answer = work.future();
            IllegalStateException failure = new IllegalStateException("no stock");

            future.completeExceptionally(failure);

            assertThatThrownBy(answer::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCause(failure);
            SpanData span = spans.spans().get(0);
            assertThat(span.isError()).isTrue();
            assertThat(span.tag(Tags.ERROR_TYPE)).isEqualTo("java.lang.IllegalStateException");
        });
    }

    @Test
    void the_cause_is_recorded_when_a_stage_wraps_the_failure() {
        run((work, spans) -> {
            work.stage(future.thenApply(String::length));

            future.completeExceptionally(new IllegalStateException("no stock"));

            assertThat(spans.spans().get(0).tag(Tags.ERROR_TYPE)).isEqualTo("java.lang.IllegalStateException");
        });
    }

    @Test
    void a_cancelled_future_is_no_error() {
        run((work, spans) -> {
            work.future().cancel(true);

            assertThat(future.isCancelled()).isTrue();
            SpanData span = spans.spans().get(0);
            assertThat(span.isError()).isFalse();
            assertThat(span.tag("cancelled")).isEqualTo("true");
        });
    }

    @Test
    void a_stage_that_takes_no_callbacks_ends_the_span_when_the_method_returns() {
        run((work, spans) -> {
            CompletableFuture<String> stubborn = new CompletableFuture<>() {
                @Override
                public CompletableFuture<String> whenComplete(
                        java.util.function.BiConsumer<? super String, ? super Throwable> action) {
                    throw new UnsupportedOperationException();
                }
            };

            assertThat(work.stage(stubborn)).isSameAs(stubborn);
            assertThat(spans.spans()).hasSize(1);
        });
    }

    private void run(BiConsumer<Work, InMemoryTraceWriter> test) {
        application.run(
                context -> test.accept(context.getBean(Work.class), context.getBean(InMemoryTraceWriter.class)));
    }

    static class Work {
        private final CompletableFuture<String> future;

        Work(CompletableFuture<String> future) {
            this.future = future;
        }

        @Traced
        public CompletableFuture<String> future() {
            return future;
        }

        @Traced
        public CompletionStage<?> stage(CompletionStage<?> stage) {
            return stage;
        }
    }
}
