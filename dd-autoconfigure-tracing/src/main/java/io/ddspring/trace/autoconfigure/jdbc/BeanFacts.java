/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import io.ddspring.trace.sql.DataSourceFacts;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.PropertyAccessor;
import org.springframework.beans.PropertyAccessorFactory;

/** What the properties of an ordinary data source tell: nearly all have the user's name, most under the same name. */
record BeanFacts(@Nullable String user) implements DataSourceFacts {
    private static final String[] USER_PROPERTIES = {"username", "user", "userName"};

    static BeanFacts of(DataSource dataSource) {
        PropertyAccessor properties = PropertyAccessorFactory.forBeanPropertyAccess(dataSource);
        for (String name : USER_PROPERTIES) {
            try {
                if (properties.isReadableProperty(name)
                        && properties.getPropertyValue(name) instanceof String user
                        && !user.isEmpty()) {
                    return new BeanFacts(user);
                }
            } catch (BeansException unavailable) {
                // A getter that fails tells nothing.
            }
        }
        return new BeanFacts((String) null);
    }
}
