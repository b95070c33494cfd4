/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Asks the mappings of the dispatcher servlets, behind the back of the request. Thread-safe. */
final class HandlerMappingRouteFinder implements RouteFinder {
    private final ObjectProvider<DispatcherServlet> dispatchers;

    HandlerMappingRouteFinder(ObjectProvider<DispatcherServlet> dispatchers) {
        this.dispatchers = dispatchers;
    }

    @Override
    public @Nullable String find(HttpServletRequest request) {
        String servlet = request.getHttpServletMapping().getServletName();
        for (DispatcherServlet dispatcher : dispatchers) {
            // One that has not served anything yet has neither mappings nor a name.
            List<HandlerMapping> mappings = dispatcher.getHandlerMappings();
            if (mappings != null && Objects.equals(dispatcher.getServletName(), servlet)) {
                return find(mappings, new IsolatedRequest(request));
            }
        }
        return null;
    }

    private static @Nullable String find(List<HandlerMapping> mappings, HttpServletRequest request) {
        ServletRequestPathUtils.parseAndCache(request);
        for (HandlerMapping mapping : mappings) {
            if (matches(mapping, request)) {
                Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
                return pattern == null ? null : pattern.toString();
            }
        }
        return null;
    }

    private static boolean matches(HandlerMapping mapping, HttpServletRequest request) {
        try {
            return mapping.getHandler(request) != null;
        } catch (Exception refused) {
            // The mapping knows the path but not this method or type; there is no route to name.
            return false;
        }
    }

    /** Keeps what the mappings note in attributes from the real request, and what is noted there from the mappings. */
    private static final class IsolatedRequest extends HttpServletRequestWrapper {
        private final Map<String, Object> attributes = new HashMap<>();

        IsolatedRequest(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable Object getAttribute(String name) {
            return attributes.get(name);
        }

        @Override
        public void setAttribute(String name, @Nullable Object value) {
            if (value == null) {
                attributes.remove(name);
            } else {
                attributes.put(name, value);
            }
        }

        @Override
        public void removeAttribute(String name) {
            attributes.remove(name);
        }

        @Override
        public Enumeration<String> getAttributeNames() {
            return Collections.enumeration(attributes.keySet());
        }
    }
}
