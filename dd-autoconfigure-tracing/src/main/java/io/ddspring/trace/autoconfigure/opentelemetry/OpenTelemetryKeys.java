/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.opentelemetry;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;

/** The switch of the bridge; the condition of its auto-configuration reads it by name. */
public final class OpenTelemetryKeys {
    /** Whether OpenTelemetry's API makes spans of this tracer. */
    public static final ConfigKey<Boolean> ENABLED = ConfigKey.of(
            "dd.trace.otel.enabled",
            ConfigType.FLAG,
            false,
            "Whether spans that the application makes with the OpenTelemetry API are part of its traces.");

    private OpenTelemetryKeys() {}
}
