/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.FakeAgent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.AbstractBeanFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.context.WebApplicationContext;

class SwitchedOffIT {
    @Test
    void nothing_of_ours_is_in_the_way_of_a_request() throws SQLException {
        assertThat(ours("--dd.trace.enabled=false")).isEmpty();
    }

    @Test
    void what_is_looked_for_is_there_with_tracing() throws SQLException {
        assertThat(ours("--dd.trace.enabled=true"))
                .containsOnlyKeys("filters", "client interceptors", "connection", "bean post-processors", "threads");
    }

    private static Map<String, Collection<String>> ours(String argument) throws SQLException {
        Collection<String> threadsBefore = threads().toList();
        Map<String, Collection<String>> found = new TreeMap<>();
        try (FakeAgent agent = FakeAgent.start();
                Shop shop = Shop.start(agent.url(), argument)) {
            shop.get("/ping");
            WebApplicationContext context = shop.context();
            found.put("filters", onlyOurs(filters(context)));
            found.put("client interceptors", onlyOurs(clientInterceptors(context)));
            found.put("connection", onlyOurs(connections(context)));
            found.put("bean post-processors", onlyOurs(postProcessors(context)));
            found.put(
                    "threads",
                    threads().filter(name -> !threadsBefore.contains(name)).toList());
        }
        found.values().removeIf(Collection::isEmpty);
        return found;
    }

    private static Stream<?> filters(WebApplicationContext context) {
        return context.getServletContext().getFilterRegistrations().values().stream()
                .map(registration -> registration.getClassName());
    }

    private static Stream<?> clientInterceptors(WebApplicationContext context) {
        Stream.Builder<Object> interceptors = Stream.builder();
        context.getBean(RestClient.Builder.class).requestInterceptors(present -> present.forEach(interceptors));
        return interceptors.build();
    }

    private static Stream<?> connections(WebApplicationContext context) throws SQLException {
        DataSource dataSource = context.getBean(DataSource.class);
        try (Connection pooled = dataSource.getConnection()) {
            return Stream.of(dataSource, pooled, pooled.unwrap(Connection.class));
        }
    }

    private static Stream<?> postProcessors(WebApplicationContext context) {
        return ((AbstractBeanFactory) context.getAutowireCapableBeanFactory()).getBeanPostProcessors().stream();
    }

    private static Stream<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dd-"))
                .filter(thread -> !thread.getName().startsWith("dd-fake-agent"))
                .map(thread -> thread.getName() + " " + System.identityHashCode(thread));
    }

    private static Collection<String> onlyOurs(Stream<?> objects) {
        return objects.map(object ->
                        object instanceof String name ? name : object.getClass().getName())
                .filter(name -> name.startsWith("io.ddspring.trace"))
                .toList();
    }
}
