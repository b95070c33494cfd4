/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.Map;

/** Settings that say what this application is and how its spans are labelled. */
public final class ServiceKeys {
    /** Name under which the application's spans appear. */
    public static final ConfigKey<String> SERVICE = ConfigKey.of(
            "dd.service",
            ConfigType.TEXT,
            "",
            "Name of the service; derived from spring.application.name or from how the application was started when not set.");

    /** Deployment environment, for example {@code prod}. */
    public static final ConfigKey<String> ENV = ConfigKey.of(
            "dd.env", ConfigType.TEXT, "", "Name of the environment the application runs in, for example prod.");

    /** Version of the application. */
    public static final ConfigKey<String> VERSION =
            ConfigKey.of("dd.version", ConfigType.TEXT, "", "Version of the application.");

    /** Tags of every span. */
    public static final ConfigKey<Map<String, String>> TAGS = ConfigKey.of(
                    "dd.tags", ConfigType.MAP, Map.of(), "Tags that are set on every span, as key:value pairs.")
            .alias("DD_TRACE_TAGS");

    /** Names that replace the service names of spans. */
    public static final ConfigKey<Map<String, String>> SERVICE_MAPPING = ConfigKey.of(
                    "dd.service-mapping",
                    ConfigType.MAP,
                    Map.of(),
                    "Service names to replace, as name:replacement pairs.")
            .alias("DD_TRACE_SERVICE_MAPPING");

    /** Name of the host that is reported instead of the machine's own. */
    public static final ConfigKey<String> HOSTNAME = ConfigKey.of(
            "dd.hostname", ConfigType.TEXT, "", "Name of the host to report instead of the machine's own.");

    private ServiceKeys() {}
}
