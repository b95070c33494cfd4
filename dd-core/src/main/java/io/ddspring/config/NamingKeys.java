/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.Map;

/** Settings that say how spans and their services are named. */
public final class NamingKeys {
    /** Names and tags that integrations give to spans. */
    public static final ConfigKey<String> SPAN_ATTRIBUTE_SCHEMA = ConfigKey.of(
            "dd.trace.span.attribute.schema",
            ConfigType.oneOf("v0", "v1"),
            "v0",
            "Version of the names that integrations give to spans and services.");

    /** Whether databases and brokers lose their own service names. */
    public static final ConfigKey<Boolean> REMOVE_INTEGRATION_SERVICE_NAMES = ConfigKey.of(
            "dd.trace.remove.integration-service-names.enabled",
            ConfigType.FLAG,
            false,
            "Whether spans of databases and message brokers belong to the application's own service.");

    /** Whether {@code peer.service} is derived from other tags. */
    public static final ConfigKey<Boolean> PEER_SERVICE_DEFAULTS = ConfigKey.of(
            "dd.trace.peer.service.defaults.enabled",
            ConfigType.FLAG,
            false,
            "Whether calls to other services are tagged with the name of the other side, peer.service, when nobody set"
                    + " it; always so with version v1 of the names.");

    /** Names that replace those of the other side. */
    public static final ConfigKey<Map<String, String>> PEER_SERVICE_MAPPING = ConfigKey.of(
            "dd.trace.peer.service.mapping",
            ConfigType.MAP,
            Map.of(),
            "Values of peer.service to replace, as name:replacement pairs.");

    /** Names of the other side of all calls of an integration. */
    public static final ConfigKey<Map<String, String>> PEER_SERVICE_COMPONENT_OVERRIDES = ConfigKey.of(
            "dd.trace.peer.service.component.overrides",
            ConfigType.MAP,
            Map.of(),
            "Values of peer.service by the component that makes the calls, as component:name pairs.");

    private NamingKeys() {}
}
