/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import io.ddspring.telemetry.EndpointSource;
import io.ddspring.telemetry.ReportedEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.support.WebContentGenerator;

/** What Spring MVC serves: annotated methods and actuator endpoints, router functions, and handlers of plain paths. */
final class ServletEndpoints implements EndpointSource {
    private final ExistingBeans beans;

    ServletEndpoints(ExistingBeans beans) {
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
            for (Map.Entry<String, ?> handler : mapping.getHandlerMap().entrySet()) {
                add(handler.getKey(), handler.getValue(), endpoints);
            }
        }
        return endpoints;
    }

    private static void add(RequestMappingInfo info, HandlerMethod handler, List<ReportedEndpoint> endpoints) {
        Set<?> methods = info.getMethodsCondition().getMethods();
        for (String path : info.getPatternValues()) {
            for (Object method : methods.isEmpty() ? Set.of(ReportedEndpoint.ANY_METHOD) : methods) {
                endpoints.add(new ReportedEndpoint(
                        method.toString(),
                        path,
                        texts(info.getConsumesCondition().getExpressions()),
                        texts(info.getProducesCondition().getExpressions()),
                        HandlerText.of(handler)));
            }
        }
    }

    private static void add(String path, Object handler, List<ReportedEndpoint> endpoints) {
        String[] methods = handler instanceof WebContentGenerator content ? content.getSupportedMethods() : null;
        for (String method : methods == null ? new String[] {ReportedEndpoint.ANY_METHOD} : methods) {
            endpoints.add(new ReportedEndpoint(method, path, List.of(), List.of(), HandlerText.of(handler)));
        }
    }

    private static List<String> texts(Set<?> expressions) {
        return expressions.stream().map(Object::toString).toList();
    }
}
