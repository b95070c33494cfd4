/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.environment;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The property source of lowest precedence, with what the library sets where nobody else did. It also carries what the
 * early listener knows about the application and can no longer be found out later.
 */
final class LibraryDefaults extends MapPropertySource {
    static final String NAME = "ddDefaults";

    private final Launch launch;
    private final Set<String> reported;

    /**
     * How the application was started.
     *
     * @param mainClass class with the main method, empty when there is none
     * @param inContainer whether it is one of several applications in a servlet container that it does not own
     */
    record Launch(String mainClass, boolean inContainer) {
        static final Launch UNKNOWN = new Launch("", false);
    }

    private LibraryDefaults(Launch launch, Set<String> reported) {
        super(NAME, new ConcurrentHashMap<>());
        this.launch = launch;
        this.reported = reported;
    }

    /** Adds empty ones to {@code environment}; applications that share it are not told the same problem again. */
    static LibraryDefaults addTo(ConfigurableEnvironment environment, Launch launch) {
        LibraryDefaults earlier = of(environment);
        LibraryDefaults defaults =
                new LibraryDefaults(launch, earlier == null ? ConcurrentHashMap.newKeySet() : earlier.reported);
        environment.getPropertySources().addLast(defaults);
        return defaults;
    }

    /** Those of {@code environment}, or null when no early listener ran for it. */
    static @Nullable LibraryDefaults of(ConfigurableEnvironment environment) {
        return environment.getPropertySources().get(NAME) instanceof LibraryDefaults defaults ? defaults : null;
    }

    Launch launch() {
        return launch;
    }

    /** Whether {@code message} is reported for the first time in this environment. */
    boolean reportOnce(String message) {
        return reported.add(message);
    }
}
