/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;

/** Switch of the SQL spans. */
public final class JdbcKeys {
    public static final ConfigKey<Boolean> ENABLED = ConfigKey.of(
                    "dd.trace.jdbc.enabled", ConfigType.FLAG, true, "Whether SQL statements are traced.")
            .alias("DD_TRACE_INTEGRATION_JDBC_ENABLED");

    private JdbcKeys() {}
}
