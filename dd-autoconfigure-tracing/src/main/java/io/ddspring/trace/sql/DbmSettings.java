/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;
import io.ddspring.config.Configuration;
import io.ddspring.config.TracerSettings;
import java.util.Map;

/**
 * What the database is told about the service whose statements it runs, for Database Monitoring. Immutable.
 *
 * @param enabled whether it is told anything
 * @param traces whether it is also told which span runs the statement
 * @param tracePreparedStatements whether that goes for prepared statements too, where a SQL comment cannot tell it
 * @param alwaysAppend whether comments are put behind statements that could have them in front
 * @param service service of the application
 * @param env environment; may be empty
 * @param version version of the application; may be empty
 * @param serviceMapping names that replace names of services
 */
public record DbmSettings(
        boolean enabled,
        boolean traces,
        boolean tracePreparedStatements,
        boolean alwaysAppend,
        String service,
        String env,
        String version,
        Map<String, String> serviceMapping) {
    /** The database is told nothing. */
    public static final DbmSettings DISABLED = new DbmSettings(false, false, false, false, "", "", "", Map.of());

    private static final String MODE_DISABLED = "disabled";
    private static final String MODE_FULL = "full";

    private static final ConfigKey<String> MODE = ConfigKey.of(
            "dd.dbm.propagation.mode",
            ConfigType.oneOf(MODE_DISABLED, "service", MODE_FULL, "dynamic_service"),
            MODE_DISABLED,
            "What comments in SQL statements tell the database: nothing, the service, or also the span.");

    private static final ConfigKey<Boolean> TRACE_PREPARED_STATEMENTS = ConfigKey.of(
            "dd.dbm.trace-prepared-statements",
            ConfigType.FLAG,
            false,
            "Whether PostgreSQL is told in full mode which span runs a prepared statement. Takes a round trip and"
                    + " replaces the application_name of the connection.");

    private static final ConfigKey<Boolean> ALWAYS_APPEND = ConfigKey.of(
            "dd.dbm.always-append-sql-comment",
            ConfigType.FLAG,
            false,
            "Whether comments are put behind SQL statements instead of in front of them.");

    /** The settings that {@code configuration} holds. */
    public static DbmSettings from(Configuration configuration) {
        String mode = configuration.get(MODE);
        TracerSettings tracer = TracerSettings.from(configuration);
        return new DbmSettings(
                !mode.equals(MODE_DISABLED),
                mode.equals(MODE_FULL),
                configuration.get(TRACE_PREPARED_STATEMENTS),
                configuration.get(ALWAYS_APPEND),
                tracer.service(),
                tracer.env(),
                tracer.version(),
                tracer.serviceMapping());
    }
}
