/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import io.ddspring.metrics.PropagationCounters;
import java.util.HashMap;
import java.util.Map;

/** Propagators of tests. */
final class Propagators {
    private Propagators() {}

    /** A propagator of the given environment variables, each as {@code NAME=value}. */
    static CompositePropagator of(String... variables) {
        return of(new PropagationCounters(), variables);
    }

    static CompositePropagator of(PropagationCounters counters, String... variables) {
        return CompositePropagator.from(configuration(variables), counters);
    }

    static Configuration configuration(String... variables) {
        Map<String, String> byName = new HashMap<>();
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            byName.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return new Configuration(ConfigSources.withDerived(ConfigSources.environment(byName), null));
    }
}
