/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.shop;

import io.ddspring.sample.shop.ShopApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.context.WebApplicationContext;

/** The running shop on a free port. */
final class Shop implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    private Shop(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts the shop with its traces sent to {@code agentUrl}. */
    static Shop start(URI agentUrl, String... arguments) {
        return start(new Class<?>[] {ShopApplication.class}, agentUrl, arguments);
    }

    /** Starts the shop with one more component. */
    static Shop startWith(Class<?> component, URI agentUrl, String... arguments) {
        return start(new Class<?>[] {ShopApplication.class, component}, agentUrl, arguments);
    }

    private static Shop start(Class<?>[] sources, URI agentUrl, String... arguments) {
        String[] all = Stream.concat(
                        Stream.of("--server.port=0", "--dd.trace.agent-url=" + agentUrl), Arrays.stream(arguments))
                .toArray(String[]::new);
        return new Shop(SpringApplication.run(sources, all));
    }

    WebApplicationContext context() {
        return (WebApplicationContext) context;
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    HttpResponse<String> call(ExpectedCall call) {
        HttpRequest.Builder request = request(call.target());
        if (call.body() != null) {
            request.header("Content-Type", "application/json");
        }
        return send(request.method(
                call.method(),
                call.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body())));
    }

    HttpResponse<String> get(String target, String... headers) {
        HttpRequest.Builder request = request(target);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String target) {
        return send(request(target).POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
