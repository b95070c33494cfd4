/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.event.EventHub;
import io.ddspring.writer.InMemoryTraceWriter;
import jakarta.servlet.ServletContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.context.WebApplicationContext;

/** A started {@link ShopApplication} of its own. */
final class RunningShop implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private RunningShop(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static RunningShop start(String... properties) {
        return start(ShopApplication.class, properties);
    }

    /** With {@code more} beside the application. */
    static RunningShop start(Class<?> more, String... properties) {
        List<String> all = new ArrayList<>(List.of("server.port=0", "dd.service=shop", "spring.main.banner-mode=off"));
        all.addAll(List.of(properties));
        return new RunningShop(new SpringApplicationBuilder(ShopApplication.class, more)
                .properties(all.toArray(String[]::new))
                .run());
    }

    Http http() {
        return new Http(Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port")));
    }

    Http managementHttp() {
        return new Http(Integer.parseInt(context.getEnvironment().getRequiredProperty("local.management.port")));
    }

    Traces traces() {
        return new Traces(context.getBean(InMemoryTraceWriter.class));
    }

    EventHub events() {
        return context.getBean(EventHub.class);
    }

    ServletContext container() {
        return Objects.requireNonNull(((WebApplicationContext) context).getServletContext());
    }

    @Override
    public void close() {
        context.close();
    }
}
