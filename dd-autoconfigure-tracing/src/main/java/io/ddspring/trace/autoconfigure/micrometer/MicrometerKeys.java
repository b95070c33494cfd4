/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;

/** Settings of the bridge to Micrometer; conditions read them by name. */
public final class MicrometerKeys {
    /** Name of {@link #MODE}. */
    static final String MODE_NAME = "dd.trace.micrometer.mode";

    /** Who traces what is observed. */
    public static final ConfigKey<String> MODE = ConfigKey.of(
            MODE_NAME,
            ConfigType.oneOf("auto", "own", "none"),
            "auto",
            "Who traces Micrometer's observations: auto lets a Brave or OpenTelemetry bridge do it if there is one,"
                    + " own prefers this library, none leaves them alone.");

    private MicrometerKeys() {}
}
