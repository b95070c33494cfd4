/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.client;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.AbstractClientHttpRequestFactoryWrapper;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.ClassUtils;

/**
 * Names the library below Spring's client. Spring has one factory and one response class per library, named alike; they
 * are told apart by name because most of them need classes that are not there.
 */
final class ClientLibrary {
    private static final String JDK = "java-http-client";
    private static final String HTTP_URL_CONNECTION = "http-url-connection";
    private static final String UNKNOWN = "spring-rest-client";

    /** By what the simple names of Spring's classes start with. */
    private static final Map<String, String> BY_SPRING_NAME = Map.of(
            "Jdk", JDK,
            "Simple", HTTP_URL_CONNECTION,
            "HttpComponents", "apache-httpclient",
            "Jetty", "jetty-client",
            "Reactor", "netty-client",
            "OkHttp3", "okhttp");

    private static final String DEFAULT_FACTORY = detectDefaultFactory();

    private ClientLibrary() {}

    /** The library that made {@code response}, or null when it does not show. */
    static @Nullable String ofResponse(ClientHttpResponse response) {
        return bySpringName(response.getClass(), "ClientHttpResponse");
    }

    /** The library that will send {@code request}; the default one when it does not show. */
    static String ofRequest(HttpRequest request) {
        String library = bySpringName(request.getClass(), "ClientHttpRequest");
        return library == null ? DEFAULT_FACTORY : library;
    }

    /** The library that {@code factory} uses, also below wrappers of Spring. */
    static String ofFactory(ClientHttpRequestFactory factory) {
        ClientHttpRequestFactory innermost = factory;
        while (innermost instanceof AbstractClientHttpRequestFactoryWrapper wrapper) {
            innermost = wrapper.getDelegate();
        }
        String library = bySpringName(innermost.getClass(), "ClientHttpRequestFactory");
        return library == null ? UNKNOWN : library;
    }

    /** The library that Spring chooses when nobody else does. */
    static String ofDefaultFactory() {
        return DEFAULT_FACTORY;
    }

    private static @Nullable String bySpringName(Class<?> type, String role) {
        String name = type.getSimpleName();
        return name.endsWith(role) ? BY_SPRING_NAME.get(name.substring(0, name.length() - role.length())) : null;
    }

    private static String detectDefaultFactory() {
        ClassLoader loader = ClientHttpRequestFactory.class.getClassLoader();
        if (ClassUtils.isPresent("org.apache.hc.client5.http.classic.HttpClient", loader)) {
            return "apache-httpclient";
        }
        if (ClassUtils.isPresent("org.eclipse.jetty.client.HttpClient", loader)) {
            return "jetty-client";
        }
        if (ClassUtils.isPresent("reactor.netty.http.client.HttpClient", loader)) {
            return "netty-client";
        }
        return ClassUtils.isPresent("java.net.http.HttpClient", loader) ? JDK : HTTP_URL_CONNECTION;
    }
}
