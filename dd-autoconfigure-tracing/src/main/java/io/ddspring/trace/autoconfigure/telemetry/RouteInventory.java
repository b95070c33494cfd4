/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import io.ddspring.telemetry.ReportedEndpoint;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/**
 * Gathers the endpoints of router functions. It visits them by proxy: the visitors of Spring MVC and WebFlux have the same
 * methods but no common type, and each line of Spring Framework has some that the other lacks. For one thread.
 *
 * @param <P> type of predicates
 * @param <V> type of their visitors
 */
final class RouteInventory<P, V> implements InvocationHandler {
    private final Class<P> predicateType;
    private final Class<V> visitorType;
    private final BiConsumer<P, V> accept;
    private final Deque<List<RouteCondition>> outer = new ArrayDeque<>();
    private final List<ReportedEndpoint> endpoints = new ArrayList<>();

    /** @param accept has a predicate visited */
    RouteInventory(Class<P> predicateType, Class<V> visitorType, BiConsumer<P, V> accept) {
        this.predicateType = predicateType;
        this.visitorType = visitorType;
        this.accept = accept;
    }

    /** A visitor of router functions that adds what it sees to this. */
    <R> R visitor(Class<R> type) {
        return proxy(type, this);
    }

    List<ReportedEndpoint> endpoints() {
        return endpoints;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        switch (method.getName()) {
            case "startNested" -> outer.addLast(condition(arguments));
            case "endNested" -> outer.pollLast();
            case "route" -> add(condition(arguments), arguments);
            default -> {
                return ofObject(proxy, method, arguments);
            }
        }
        return null;
    }

    private List<RouteCondition> condition(Object @Nullable [] arguments) {
        PredicateReader reader = new PredicateReader();
        if (arguments != null && arguments.length > 0 && predicateType.isInstance(arguments[0])) {
            accept.accept(predicateType.cast(arguments[0]), proxy(visitorType, reader));
        }
        return reader.alternatives();
    }

    private void add(List<RouteCondition> own, Object @Nullable [] arguments) {
        List<RouteCondition> alternatives = List.of(RouteCondition.NONE);
        for (List<RouteCondition> around : outer) {
            alternatives = RouteCondition.combine(alternatives, around, RouteCondition::around);
        }
        alternatives = RouteCondition.combine(alternatives, own, RouteCondition::around);
        String handler = arguments == null || arguments.length < 2 ? "" : HandlerText.of(arguments[1]);
        for (RouteCondition alternative : alternatives) {
            String path = alternative.path().isEmpty() ? "/**" : alternative.path();
            for (String method :
                    alternative.methods().isEmpty() ? Set.of(ReportedEndpoint.ANY_METHOD) : alternative.methods()) {
                endpoints.add(new ReportedEndpoint(method, path, List.of(), List.of(), handler));
            }
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** What every object must answer, even a proxy; nothing for anything else. */
    static @Nullable Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && arguments.length == 1 && arguments[0] == proxy;
            case "toString" -> ClassUtils.getShortName(RouteInventory.class);
            default -> null;
        };
    }
}
