/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import javax.sql.DataSource;
import org.springframework.util.ClassUtils;

/** Recognises Hikari pools, also where there is no Hikari: {@link HikariTracing} must not even be loaded there. */
final class HikariPools {
    private static final boolean PRESENT =
            ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource", HikariPools.class.getClassLoader());

    private HikariPools() {}

    static boolean include(DataSource dataSource) {
        return PRESENT && HikariTracing.isPool(dataSource);
    }
}
