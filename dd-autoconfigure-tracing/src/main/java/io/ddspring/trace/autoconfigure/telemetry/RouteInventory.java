/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import io.ddspring.telemetry.ReportedEndpoint;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
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
    private final Deque<Condition> outer = new ArrayDeque<>();
    private final List<ReportedEndpoint> endpoints = new ArrayList<>();

    /** Paths and methods that a predicate names; those behind a negation are left out. */
    private static final class Condition implements InvocationHandler {
        private final Set<String> paths = new LinkedHashSet<>();
        private final Set<String> methods = new LinkedHashSet<>();
        private int negations;

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
            switch (method.getName()) {
                case "startNegate" -> negations++;
                case "endNegate" -> negations--;
                case "path" -> add(arguments, paths);
                case "method" -> add(arguments, methods);
                default -> {
                    return ofObject(proxy, method, arguments);
                }
            }
            return null;
        }

        private void add(Object @Nullable [] arguments, Set<String> values) {
            if (negations > 0 || arguments == null || arguments.length == 0) {
                return;
            }
            if (arguments[0] instanceof Collection<?> several) {
                several.forEach(value -> values.add(String.valueOf(value)));
            } else {
                values.add(String.valueOf(arguments[0]));
            }
        }
    }

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

    private Condition condition(Object @Nullable [] arguments) {
        Condition condition = new Condition();
        if (arguments != null && arguments.length > 0 && predicateType.isInstance(arguments[0])) {
            accept.accept(predicateType.cast(arguments[0]), proxy(visitorType, condition));
        }
        return condition;
    }

    private void add(Condition own, Object @Nullable [] arguments) {
        Set<String> paths = Set.of("");
        Set<String> methods = own.methods;
        for (Condition condition : outer) {
            paths = below(paths, condition.paths);
            methods = methods.isEmpty() ? condition.methods : methods;
        }
        paths = below(paths, own.paths);
        String handler = arguments == null || arguments.length < 2 ? "" : HandlerText.of(arguments[1]);
        for (String path : paths) {
            for (String method : methods.isEmpty() ? Set.of(ReportedEndpoint.ANY_METHOD) : methods) {
                endpoints.add(
                        new ReportedEndpoint(method, path.isEmpty() ? "/**" : path, List.of(), List.of(), handler));
            }
        }
    }

    private static Set<String> below(Set<String> outer, Set<String> inner) {
        if (inner.isEmpty()) {
            return outer;
        }
        Set<String> joined = new LinkedHashSet<>();
        outer.forEach(prefix -> inner.forEach(path -> joined.add(prefix + path)));
        return joined;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** What every object must answer, even a proxy; nothing for anything else. */
    private static @Nullable Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && arguments.length == 1 && arguments[0] == proxy;
            case "toString" -> ClassUtils.getShortName(RouteInventory.class);
            default -> null;
        };
    }
}
