/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;
import io.ddspring.config.Configuration;

/**
 * How spans of statements name their service. Immutable.
 *
 * @param serviceNameOfType whether the service is the kind of database rather than the application
 * @param serviceNameOfInstance whether it is the database that the URL names, if it does
 * @param typeAfterInstance whether the kind of database is appended to that
 * @param serviceNameOfHost whether it is the host that the URL names, if it does
 */
public record JdbcSettings(
        boolean serviceNameOfType,
        boolean serviceNameOfInstance,
        boolean typeAfterInstance,
        boolean serviceNameOfHost) {
    /** Service names when nothing is configured. */
    public static final JdbcSettings DEFAULT = new JdbcSettings(true, false, false, false);

    private static final String NEWEST_SCHEMA = "v1";

    private static final ConfigKey<Boolean> SPLIT_BY_INSTANCE = ConfigKey.of(
            "dd.trace.db.client.split-by-instance",
            ConfigType.FLAG,
            false,
            "Whether database spans use the name of the database as their service.");

    private static final ConfigKey<Boolean> SPLIT_BY_INSTANCE_TYPE_SUFFIX = ConfigKey.of(
            "dd.trace.db.client.split-by-instance.type.suffix",
            ConfigType.FLAG,
            false,
            "Whether the kind of database is appended when the service is the name of the database.");

    private static final ConfigKey<Boolean> SPLIT_BY_HOST = ConfigKey.of(
            "dd.trace.db.client.split-by-host",
            ConfigType.FLAG,
            false,
            "Whether database spans use the host of the database as their service.");

    private static final ConfigKey<String> ATTRIBUTE_SCHEMA = ConfigKey.of(
            "dd.trace.span.attribute.schema",
            ConfigType.oneOf("v0", NEWEST_SCHEMA),
            "v0",
            "Naming schema of operations and services.");

    private static final ConfigKey<Boolean> REMOVE_SERVICE_NAMES = ConfigKey.of(
            "dd.trace.remove.integration-service-names.enabled",
            ConfigType.FLAG,
            false,
            "Whether spans of integrations keep the service of the application.");

    /** The settings that {@code configuration} holds. */
    public static JdbcSettings from(Configuration configuration) {
        return new JdbcSettings(
                !configuration.get(REMOVE_SERVICE_NAMES)
                        && !configuration.get(ATTRIBUTE_SCHEMA).equals(NEWEST_SCHEMA),
                configuration.get(SPLIT_BY_INSTANCE),
                configuration.get(SPLIT_BY_INSTANCE_TYPE_SUFFIX),
                configuration.get(SPLIT_BY_HOST));
    }
}
