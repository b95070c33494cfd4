/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.core.SpringVersion;

/** The versions of the libraries that integrations hook into, where the library itself tells. */
final class LibraryVersions implements UnaryOperator<String> {
    /** Integrations of Spring Framework have its version; of the others a class whose package tells it. */
    private static final Map<String, String> CLASSES = Map.of(
            "spring-web", "",
            "spring-async", "",
            "spring-scheduling", "",
            "http-client", "",
            "micrometer", "io.micrometer.tracing.Tracer",
            "opentelemetry", "io.opentelemetry.api.OpenTelemetry");

    private final ClassLoader loader;

    LibraryVersions(ClassLoader loader) {
        this.loader = loader;
    }

    @Override
    public String apply(String integration) {
        String className = CLASSES.get(integration);
        if (className == null) {
            return "";
        }
        String version = className.isEmpty() ? SpringVersion.getVersion() : ofPackage(className);
        return version == null ? "" : version;
    }

    private String ofPackage(String className) {
        try {
            Package library = Class.forName(className, false, loader).getPackage();
            String version = library.getImplementationVersion();
            return version == null ? "" : version;
        } catch (ClassNotFoundException | LinkageError absent) {
            return "";
        }
    }
}
