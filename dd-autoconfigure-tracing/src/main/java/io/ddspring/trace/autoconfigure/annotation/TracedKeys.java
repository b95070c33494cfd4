/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.annotation;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;

/** The switch of traced methods; the condition of their auto-configuration reads it by name. */
public final class TracedKeys {
    /** Whether calls of traced methods are spans. */
    public static final ConfigKey<Boolean> ENABLED = ConfigKey.of(
                    "dd.trace.trace-annotation.enabled",
                    ConfigType.FLAG,
                    true,
                    "Whether each call of a @Traced method is a span.")
            .alias("DD_TRACE_INTEGRATION_TRACE_ANNOTATION_ENABLED");

    private TracedKeys() {}
}
