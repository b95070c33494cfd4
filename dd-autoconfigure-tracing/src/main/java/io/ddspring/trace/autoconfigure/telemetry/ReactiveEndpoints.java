/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import io.ddspring.telemetry.EndpointSource;
import io.ddspring.telemetry.ReportedEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.resource.ResourceWebHandler;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;

/** What Spring WebFlux serves: annotated methods and actuator endpoints, router functions, and handlers of plain paths. */
final class ReactiveEndpoints implements EndpointSource {
    private static final List<String> FILE_METHODS = List.of("GET", "HEAD");

    private final ExistingBeans beans;

    ReactiveEndpoints(ExistingBeans beans) {
        this.beans = beans;
    }

    @Override
    public List<ReportedEndpoint> endpoints() {
        List<ReportedEndpoint> endpoints = new ArrayList<>();
        for (RequestMappingInfoHandlerMapping mapping : beans.of(RequestMappingInfoHandlerMapping.class)) {
            mapping.getHandlerMethods().forEach((info, handler) -> add(info, handler, endpoints));
        }
        for (RouterFunctionMapping mapping : beans.of(RouterFunctionMapping.class)) {
            RouterFunction<?> routes = mapping.getRouterFunction();
            if (routes != null) {
                RouteInventory<RequestPredicate, RequestPredicates.Visitor> inventory = new RouteInventory<>(
                        RequestPredicate.class, RequestPredicates.Visitor.class, RequestPredicate::accept);
                routes.accept(inventory.visitor(RouterFunctions.Visitor.class));
                endpoints.addAll(inventory.endpoints());
            }
        }
        for (SimpleUrlHandlerMapping mapping : beans.of(SimpleUrlHandlerMapping.class)) {
            mapping.getHandlerMap().forEach((pattern, handler) -> {
                for (String method : methodsOf(handler)) {
                    endpoints.add(new ReportedEndpoint(
                            method, pattern.getPatternString(), List.of(), List.of(), HandlerText.of(handler)));
                }
            });
        }
        return endpoints;
    }

    /** Unlike in Spring MVC no handler tells which methods it serves, but for files these are known. */
    private static List<String> methodsOf(Object handler) {
        return handler instanceof ResourceWebHandler ? FILE_METHODS : List.of(ReportedEndpoint.ANY_METHOD);
    }

    private static void add(RequestMappingInfo info, HandlerMethod handler, List<ReportedEndpoint> endpoints) {
        Set<?> methods = info.getMethodsCondition().getMethods();
        for (var pattern : info.getPatternsCondition().getPatterns()) {
            for (Object method : methods.isEmpty() ? Set.of(ReportedEndpoint.ANY_METHOD) : methods) {
                endpoints.add(new ReportedEndpoint(
                        method.toString(),
                        pattern.getPatternString(),
                        texts(info.getConsumesCondition().getExpressions()),
                        texts(info.getProducesCondition().getExpressions()),
                        HandlerText.of(handler)));
            }
        }
    }

    private static List<String> texts(Set<?> expressions) {
        return expressions.stream().map(Object::toString).toList();
    }
}
