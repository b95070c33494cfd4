/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.logging;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Members that the application adds to its structured log lines. Spring Boot's JSON writer loses a line in which a name
 * is written twice, so a name that the application adds is left to it.
 *
 * @param added names of the members, with dots
 * @param nested whether a dot in a name makes an object, which then can be written only once
 */
record StructuredLogMembers(Set<String> added, boolean nested) {
    private static final String ADDITIONS = "logging.structured.json.add";
    private static final String OUR_OBJECT = "dd.";

    static StructuredLogMembers of(Environment environment) {
        try {
            Set<String> added = Binder.get(environment)
                    .bind(ADDITIONS, Bindable.mapOf(String.class, String.class))
                    .orElse(Map.of())
                    .keySet();
            boolean nested = List.of("console", "file").stream()
                    .map(output -> environment.getProperty("logging.structured.format." + output, ""))
                    .anyMatch("ecs"::equalsIgnoreCase);
            return new StructuredLogMembers(Set.copyOf(added), nested);
        } catch (RuntimeException notReadable) {
            // The logging system reads the same settings and reports it.
            return new StructuredLogMembers(Set.of(), false);
        }
    }

    /** Whether nothing of ours may be in the logging context, because the application writes an object of our name. */
    boolean occupyOurObject() {
        return nested && added.stream().anyMatch(name -> name.startsWith(OUR_OBJECT));
    }
}
