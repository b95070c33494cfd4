/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import io.ddspring.config.NamingSchema;
import org.jspecify.annotations.Nullable;

/**
 * A database as its spans show it. Immutable.
 *
 * @param type value of {@code db.type}, for example {@code postgresql}
 * @param operationName name of its spans
 * @param dialect how it writes literals
 * @param serviceName service of its spans; null for the application's own
 * @param serviceSource where that name comes from
 * @param monitoring tells it who runs its statements; null when it is not to be told
 * @param host first host of the URL; null when there is none
 */
record Database(
        String type,
        String operationName,
        SqlDialect dialect,
        @Nullable String serviceName,
        String serviceSource,
        @Nullable DatabaseMonitoring monitoring,
        @Nullable String instance,
        @Nullable String user,
        @Nullable String schema,
        @Nullable String host,
        @Nullable String poolName) {
    private static final String SOURCE_TYPE = "java-jdbc";
    private static final String SOURCE_INSTANCE = "opt.db_client_split_by_instance";
    private static final String SOURCE_HOST = "opt.db_client_split_by_host";

    /** The database at {@code address}, its service named as {@code settings} say. */
    static Database of(
            DatabaseAddress address, @Nullable String user, @Nullable String poolName, JdbcSettings settings) {
        String type = nameOf(address.type(), settings.naming());
        String serviceName = settings.naming().service(type);
        String serviceSource = SOURCE_TYPE;
        String instance = address.instance();
        if (settings.serviceNameOfInstance() && instance != null) {
            serviceName = settings.typeAfterInstance() ? instance + "-" + type : instance;
            serviceSource = SOURCE_INSTANCE;
        }
        if (settings.serviceNameOfHost() && address.host() != null) {
            serviceName = address.host();
            serviceSource = SOURCE_HOST;
        }
        return new Database(
                type,
                type + ".query",
                SqlDialect.of(address.type()),
                serviceName,
                serviceSource,
                DatabaseMonitoring.of(settings.dbm(), address, serviceName),
                instance,
                user,
                address.schema(),
                address.host(),
                poolName);
    }

    /** The newer names call SQL Server differently. */
    private static String nameOf(String type, NamingSchema naming) {
        return type.equals("sqlserver") ? naming.operation(type, "mssql") : type;
    }
}
