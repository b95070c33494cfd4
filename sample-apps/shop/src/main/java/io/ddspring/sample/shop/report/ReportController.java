/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sample.shop.report;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One report, answered in every way in which Spring MVC lets another thread answer. */
@RestController
class ReportController {
    private final SalesReport report;
    private final AsyncTaskExecutor executor;

    ReportController(SalesReport report, AsyncTaskExecutor applicationTaskExecutor) {
        this.report = report;
        this.executor = applicationTaskExecutor;
    }

    @GetMapping("/reports/callable")
    Callable<Integer> callable() {
        return report::orders;
    }

    @GetMapping("/reports/async")
    CompletableFuture<Integer> async() {
        return report.ordersLater();
    }

    @GetMapping("/reports/deferred")
    DeferredResult<Integer> deferred() {
        DeferredResult<Integer> result = new DeferredResult<>();
        executor.execute(() -> result.setResult(report.orders()));
        return result;
    }

    @GetMapping(path = "/reports/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter stream() {
        SseEmitter events = new SseEmitter();
        executor.execute(() -> sendEvents(events));
        return events;
    }

    private static void sendEvents(SseEmitter events) {
        try {
            for (String event : new String[] {"counting", "almost there", "done"}) {
                events.send(event);
            }
            events.complete();
        } catch (IOException gone) {
            events.completeWithError(gone);
        }
    }
}
