/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Visits one predicate of routes and gathers the ways to meet it. Only paths and methods count; whatever else a predicate
 * asks for, or denies, is left out. For one thread.
 */
final class PredicateReader implements InvocationHandler {
    private static final List<RouteCondition> ANY = List.of(RouteCondition.NONE);

    private final Deque<Part> open = new ArrayDeque<>();

    PredicateReader() {
        open.push(new Part());
    }

    /** A predicate, or two that are joined by a word between them. */
    private static final class Part {
        private List<RouteCondition> left = ANY;
        private List<RouteCondition> right = ANY;
        private boolean hasSecond;

        void restrict(List<RouteCondition> more) {
            if (hasSecond) {
                right = RouteCondition.combine(right, more, RouteCondition::and);
            } else {
                left = RouteCondition.combine(left, more, RouteCondition::and);
            }
        }

        List<RouteCondition> both() {
            return RouteCondition.combine(left, right, RouteCondition::and);
        }

        List<RouteCondition> either() {
            List<RouteCondition> all = new ArrayList<>(left);
            all.addAll(right);
            return all;
        }
    }

    /** What the predicate allows; none when no request can meet it. */
    List<RouteCondition> alternatives() {
        return open.getLast().left;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        switch (method.getName()) {
            case "startAnd", "startOr", "startNegate" -> open.push(new Part());
            case "and", "or" -> open.element().hasSecond = true;
            case "endAnd" -> restrictBy(open.pop().both());
            case "endOr" -> restrictBy(open.pop().either());
            case "endNegate" -> open.pop();
            case "path" -> restrictBy(path(arguments));
            case "method" -> restrictBy(methods(arguments));
            default -> {
                return RouteInventory.ofObject(proxy, method, arguments);
            }
        }
        return null;
    }

    private void restrictBy(List<RouteCondition> alternatives) {
        open.element().restrict(alternatives);
    }

    private static List<RouteCondition> path(Object @Nullable [] arguments) {
        return arguments == null || arguments.length == 0
                ? ANY
                : List.of(new RouteCondition(String.valueOf(arguments[0]), Set.of()));
    }

    private static List<RouteCondition> methods(Object @Nullable [] arguments) {
        if (arguments == null || arguments.length == 0 || !(arguments[0] instanceof Collection<?> allowed)) {
            return ANY;
        }
        Set<String> names = new LinkedHashSet<>();
        allowed.forEach(name -> names.add(String.valueOf(name)));
        return List.of(new RouteCondition("", names));
    }
}
