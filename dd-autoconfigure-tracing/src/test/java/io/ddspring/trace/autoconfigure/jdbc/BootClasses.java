/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import java.util.Arrays;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.util.ClassUtils;

/** Auto-configurations of Spring Boot that other lines of Boot have in other packages. */
final class BootClasses {
    private static final String BOOT = "org.springframework.boot.";

    private BootClasses() {}

    /** The auto-configurations of those names, by what follows Boot's own package, that this line of Boot has. */
    static AutoConfigurations autoConfigurations(String... names) {
        return AutoConfigurations.of(Arrays.stream(names)
                .map(name -> BOOT + name)
                .filter(name -> ClassUtils.isPresent(name, null))
                .map(name -> ClassUtils.resolveClassName(name, null))
                .toArray(Class<?>[]::new));
    }

    static AutoConfigurations dataSource() {
        return autoConfigurations(
                "autoconfigure.jdbc.DataSourceAutoConfiguration",
                "autoconfigure.jdbc.JdbcTemplateAutoConfiguration",
                "autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration",
                "jdbc.autoconfigure.DataSourceAutoConfiguration",
                "jdbc.autoconfigure.JdbcTemplateAutoConfiguration",
                "jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration");
    }
}
