/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;
import io.ddspring.config.Configuration;
import io.ddspring.config.NamingSchema;

/**
 * How spans of statements name their service, and what the database is told about them. Immutable.
 *
 * @param naming generation of the names, and whether the service is the kind of database rather than the application
 * @param serviceNameOfInstance whether it is the database that the URL names, if it does
 * @param typeAfterInstance whether the kind of database is appended to that
 * @param serviceNameOfHost whether it is the host that the URL names, if it does
 * @param dbm what the database is told
 */
public record JdbcSettings(
        NamingSchema naming,
        boolean serviceNameOfInstance,
        boolean typeAfterInstance,
        boolean serviceNameOfHost,
        DbmSettings dbm) {
    /** Service names when nothing is configured. */
    public static final JdbcSettings DEFAULT =
            new JdbcSettings(NamingSchema.V0, false, false, false, DbmSettings.DISABLED);

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

    /** The settings that {@code configuration} holds. */
    public static JdbcSettings from(Configuration configuration) {
        return new JdbcSettings(
                NamingSchema.from(configuration),
                configuration.get(SPLIT_BY_INSTANCE),
                configuration.get(SPLIT_BY_INSTANCE_TYPE_SUFFIX),
                configuration.get(SPLIT_BY_HOST),
                DbmSettings.from(configuration));
    }
}
