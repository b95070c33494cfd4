/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.trace.Span;
import io.ddspring.trace.Tracer;
import io.ddspring.writer.InMemoryTraceWriter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A servlet application with every way of answering a request. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ShopApplication {
    @Bean
    InMemoryTraceWriter traceWriter() {
        return new InMemoryTraceWriter();
    }

    @Bean
    RouterFunction<ServerResponse> functions() {
        return RouterFunctions.route()
                .GET("/function/{id}", request -> ServerResponse.ok().body("f" + request.pathVariable("id")))
                .build();
    }

    /** Answers what must not come through before anything else does. */
    @Bean
    FilterRegistrationBean<Filter> guard() {
        FilterRegistrationBean<Filter> guard = new FilterRegistrationBean<>((request, response, chain) -> {
            HttpServletRequest http = (HttpServletRequest) request;
            String refused = http.getHeader("X-Refuse");
            if (refused != null && http.getDispatcherType() == DispatcherType.REQUEST) {
                ((HttpServletResponse) response).sendError(Integer.parseInt(refused));
                return;
            }
            chain.doFilter(request, response);
        });
        guard.setOrder(-100);
        return guard;
    }

    @Bean
    ServletRegistrationBean<HttpServlet> raw() {
        ServletRegistrationBean<HttpServlet> raw = new ServletRegistrationBean<>(new RawServlet(), "/raw/*");
        raw.setAsyncSupported(true);
        return raw;
    }

    /** Tasks of handlers run on an executor that nobody has prepared for tracing. */
    @Bean
    WebMvcConfigurer asyncTasks() {
        return new WebMvcConfigurer() {
            @Override
            public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
                configurer.setTaskExecutor(new SimpleAsyncTaskExecutor("mvc-"));
                configurer.setDefaultTimeout(10_000);
            }
        };
    }

    @ResponseStatus(HttpStatus.GONE)
    static final class GoneException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    static final class TeapotException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @RestController
    static class Api {
        private final Tracer tracer;
        private final RestClient client;
        private final Environment environment;
        private final Executor other = task -> new Thread(task, "other").start();

        Api(Tracer tracer, RestClient.Builder clients, Environment environment) {
            this.tracer = tracer;
            this.client = clients.build();
            this.environment = environment;
        }

        private void work(String name) {
            tracer.startSpan(name).finish();
        }

        private String here(String path) {
            return "http://127.0.0.1:" + environment.getProperty("local.server.port") + path;
        }

        @GetMapping("/ping")
        String ping() {
            return "pong";
        }

        @GetMapping("/users/{id}")
        Map<String, String> user(@PathVariable String id) {
            work("work");
            return Map.of("id", id);
        }

        @GetMapping("/orders/{id}")
        String order(@PathVariable String id) {
            return client.get().uri(here("/users/" + id)).retrieve().body(String.class);
        }

        @GetMapping("/fail")
        String fail() {
            throw new IllegalStateException("boom");
        }

        @GetMapping("/fail-error")
        String failWithError() {
            throw new StackOverflowError("deep");
        }

        @GetMapping("/status/{code}")
        ResponseEntity<String> status(@PathVariable int code) {
            return ResponseEntity.status(code).body("as told");
        }

        @GetMapping("/send-error/{code}")
        void sendError(@PathVariable int code, HttpServletResponse response) throws IOException {
            response.sendError(code);
        }

        @GetMapping("/gone")
        String gone() {
            throw new GoneException();
        }

        @GetMapping("/unavailable")
        String unavailable() {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "later");
        }

        @GetMapping("/teapot")
        String teapot() {
            throw new TeapotException();
        }

        @ExceptionHandler(TeapotException.class)
        ResponseEntity<String> onTeapot() {
            return ResponseEntity.status(418).body("short and stout");
        }

        @GetMapping("/callable")
        Callable<String> callable() {
            return () -> {
                work("work.callable");
                return Thread.currentThread().getName();
            };
        }

        @GetMapping("/callable-fails")
        Callable<String> failingCallable() {
            return () -> {
                throw new IllegalStateException("late boom");
            };
        }

        @GetMapping("/task")
        WebAsyncTask<String> task() {
            return new WebAsyncTask<>(() -> {
                work("work.task");
                return "task";
            });
        }

        @GetMapping("/task-times-out")
        WebAsyncTask<String> slowTask() {
            CountDownLatch answered = new CountDownLatch(1);
            WebAsyncTask<String> task = new WebAsyncTask<>(50, () -> {
                while (answered.getCount() > 0) {
                    try {
                        answered.await();
                    } catch (InterruptedException spring) {
                        continue; // interrupts what takes too long
                    }
                }
                return "too late";
            });
            task.onTimeout(() -> "gave up");
            task.onCompletion(answered::countDown);
            return task;
        }

        @GetMapping("/deferred")
        DeferredResult<String> deferred() {
            DeferredResult<String> result = new DeferredResult<>();
            other.execute(() -> result.setResult("deferred"));
            return result;
        }

        @GetMapping("/deferred-fails")
        DeferredResult<String> failingDeferred() {
            DeferredResult<String> result = new DeferredResult<>();
            other.execute(() -> result.setErrorResult(new IllegalStateException("late boom")));
            return result;
        }

        @GetMapping("/deferred-times-out")
        DeferredResult<String> slowDeferred() {
            return new DeferredResult<>(50L);
        }

        @GetMapping("/deferred-teapot")
        DeferredResult<String> deferredTeapot() {
            DeferredResult<String> result = new DeferredResult<>();
            other.execute(() -> result.setErrorResult(new TeapotException()));
            return result;
        }

        @GetMapping("/future")
        CompletableFuture<String> future() {
            return CompletableFuture.supplyAsync(() -> "future", other);
        }

        @GetMapping("/mono")
        Mono<String> mono() {
            return Mono.just("mono");
        }

        @GetMapping("/flux")
        Flux<String> flux() {
            return Flux.just("a", "b");
        }

        @GetMapping("/sse")
        SseEmitter sse() {
            SseEmitter emitter = new SseEmitter();
            other.execute(() -> {
                try {
                    emitter.send("one");
                    emitter.send("two");
                    emitter.complete();
                } catch (IOException failure) {
                    emitter.completeWithError(failure);
                }
            });
            return emitter;
        }

        /** Never ends by itself. */
        @GetMapping("/sse-endless")
        SseEmitter endless() {
            SseEmitter emitter = new SseEmitter(0L);
            other.execute(() -> {
                try {
                    while (true) {
                        emitter.send("x".repeat(10_000));
                    }
                } catch (IOException | IllegalStateException gone) {
                    emitter.completeWithError(gone);
                }
            });
            return emitter;
        }

        @GetMapping("/stream")
        StreamingResponseBody stream() {
            return out -> {
                work("work.stream");
                out.write("streamed".getBytes(StandardCharsets.UTF_8));
            };
        }

        @PostMapping("/items")
        Map<String, Object> item(@RequestBody Map<String, Object> item) {
            return item;
        }

        @PostMapping("/form")
        String form(@RequestParam String name) {
            return name;
        }

        @GetMapping("/q")
        String q(@RequestParam String q) {
            return q;
        }

        @GetMapping("/boom-client")
        String boomClient() {
            return client.get().uri("http://127.0.0.1:1/none").retrieve().body(String.class);
        }

        @GetMapping("/active")
        String active() {
            return tracer.activeSpan().isRecording() ? "recording" : "nothing";
        }

        @GetMapping("/baggage/{id}")
        String parallel(@PathVariable String id) {
            Span span = tracer.startSpan("work." + id);
            span.finish();
            return id;
        }
    }

    @Controller
    static class Pages {
        @GetMapping("/forwarding")
        String forwarding() {
            return "forward:/ping";
        }

        @GetMapping("/redirecting")
        String redirecting() {
            return "redirect:/ping";
        }

        @GetMapping("/nothing")
        @ResponseBody
        void nothing() {}
    }

    /** What does without Spring MVC. */
    static final class RawServlet extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            switch (String.valueOf(request.getPathInfo())) {
                case "/async-twice" -> startTwice(request, response);
                case "/async-complete" -> {
                    AsyncContext async = request.startAsync();
                    async.start(() -> {
                        response.setStatus(202);
                        async.complete();
                    });
                }
                case "/async-times-out" -> request.startAsync().setTimeout(50);
                case "/wrapped" -> throw new ServletException("outer", new IllegalArgumentException("inner"));
                case "/bare" -> throw new ServletException("bare");
                case "/dispatch" -> request.startAsync().dispatch("/ping");
                default -> response.getWriter().print("raw");
            }
        }

        private static void startTwice(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getDispatcherType() == DispatcherType.REQUEST) {
                AsyncContext first = request.startAsync();
                first.start(first::dispatch);
            } else if (request.getAttribute("second") == null) {
                request.setAttribute("second", true);
                AsyncContext second = request.startAsync();
                second.start(second::dispatch);
            } else {
                response.getWriter().print("twice");
            }
        }
    }
}
