/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tracer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;

class ViewTracesIT {
    private static RunningShop shop;

    @BeforeAll
    static void start() {
        shop = RunningShop.start(Views.class);
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @BeforeEach
    void clear() {
        shop.traces().clear();
    }

    @Test
    void rendering_comes_after_the_handler() {
        assertThat(shop.http().get("/page").body()).isEqualTo("hello");

        assertThat(shop.traces().awaitTree(4)).isEqualTo("""
                servlet.request GET /page
                  spring.handler PageController.page
                  response.render response.render
                    greet greet
                """);
        SpanData span = shop.traces().resource("response.render");
        assertThat(span.spanType()).isEqualTo("web");
        assertThat(span.tag("span.kind")).isEqualTo("server");
        assertThat(span.tag("component")).isEqualTo("spring-webmvc");
        assertThat(span.tag("view.name")).isEqualTo("greeting");
        assertThat(span.tag("view.type")).isNull();
        assertThat(span.metric("_dd.measured", 0)).isEqualTo(1);
        assertThat(span.metric("_dd.top_level", 0)).isZero();
    }

    @Test
    void a_view_without_name_is_known_by_its_type() {
        assertThat(shop.http().get("/nameless").body()).isEqualTo("hello");

        shop.traces().await(4);
        SpanData span = shop.traces().resource("response.render");
        assertThat(span.tag("view.name")).isNull();
        assertThat(span.tag("view.type")).isEqualTo(Greeting.class.getName());
    }

    @Test
    void the_view_of_a_task_is_rendered_when_the_task_is_done() {
        assertThat(shop.http().get("/later").body()).isEqualTo("hello");

        assertThat(shop.traces().awaitTree(4)).isEqualTo("""
                servlet.request GET /later
                  spring.handler PageController.later
                  response.render response.render
                    greet greet
                """);
    }

    @Test
    void a_view_that_fails_has_the_error() {
        assertThat(shop.http().get("/broken").statusCode()).isEqualTo(500);

        shop.traces().await(4);
        assertThat(shop.traces().resource("response.render").tag("error.message"))
                .isEqualTo("no ink");
        assertThat(shop.traces().resource("PageController.broken").isError()).isFalse();
        assertThat(shop.traces().root().tag("error.message")).isEqualTo("no ink");
    }

    @Test
    void a_redirect_shows_no_query() {
        assertThat(shop.http().get("/redirecting-with-token").statusCode()).isEqualTo(302);

        shop.traces().await(3);
        assertThat(shop.traces().resource("response.render").tag("view.name")).isEqualTo("redirect:/ping");
    }

    @Configuration(proxyBeanMethods = false)
    static class Views {
        @Bean
        PageController pageController() {
            return new PageController();
        }

        @Bean
        Greeting greeting(Tracer tracer) {
            return new Greeting(tracer);
        }

        @Bean
        Broken ink() {
            return new Broken();
        }
    }

    @Controller
    static class PageController {
        @GetMapping("/page")
        String page() {
            return "greeting";
        }

        @GetMapping("/nameless")
        ModelAndView nameless() {
            return new ModelAndView(new Greeting(Tracer.current()));
        }

        @GetMapping("/later")
        Callable<String> later() {
            return () -> "greeting";
        }

        @GetMapping("/broken")
        String broken() {
            return "ink";
        }

        @GetMapping("/redirecting-with-token")
        String redirecting() {
            return "redirect:/ping?token=hunter2";
        }
    }

    static final class Broken implements View {
        @Override
        public String getContentType() {
            return "text/plain";
        }

        @Override
        public void render(Map<String, ?> model, HttpServletRequest request, HttpServletResponse response) {
            throw new IllegalStateException("no ink");
        }
    }

    static final class Greeting implements View {
        private final Tracer tracer;

        Greeting(Tracer tracer) {
            this.tracer = tracer;
        }

        @Override
        public String getContentType() {
            return "text/plain";
        }

        @Override
        public void render(Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            tracer.trace("greet", () -> {});
            response.getWriter().write("hello");
        }
    }
}
