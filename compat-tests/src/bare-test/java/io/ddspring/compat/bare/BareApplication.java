/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.bare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An application of nothing but a starter or two. */
enum BareApplication {
    WEB(WebApplication.class, List.of()),
    WEBFLUX(WebApplication.class, List.of()),
    GSON(
            WebApplication.class,
            List.of("jackson-", "spring-boot-starter-json-", "spring-boot-starter-jackson-", "spring-boot-jackson-")),
    COMMAND_LINE(CommandLineApplication.class, List.of());

    private final Class<?> mainClass;
    private final List<String> excludedPrefixes;

    BareApplication(Class<?> mainClass, List<String> excludedPrefixes) {
        this.mainClass = mainClass;
        this.excludedPrefixes = excludedPrefixes;
    }

    String mainClass() {
        return mainClass.getName();
    }

    boolean isServer() {
        return this != COMMAND_LINE;
    }

    /** Without the starter it has the actuator, which the starter brings. */
    String classPath(ClassPaths classPaths, boolean withStarter) {
        List<String> artifactIds = new ArrayList<>(artifactIds(classPaths));
        artifactIds.add(withStarter ? "dd-spring-boot-starter" : "spring-boot-starter-actuator");
        return classPaths.of(artifactIds, excludedPrefixes);
    }

    private List<String> artifactIds(ClassPaths classPaths) {
        String webMvc = firstOf(classPaths, "spring-boot-starter-webmvc", "spring-boot-starter-web");
        return switch (this) {
            case WEB -> List.of(webMvc);
            case WEBFLUX -> List.of("spring-boot-starter-webflux");
            case GSON -> List.of(webMvc, "gson");
            case COMMAND_LINE -> List.of("spring-boot-starter");
        };
    }

    private static String firstOf(ClassPaths classPaths, String... artifactIds) {
        return Stream.of(artifactIds).filter(classPaths::has).findFirst().orElseThrow();
    }
}
