/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Finds beans that are there already, so that looking does not make the application create any. Thread-safe. */
final class ExistingBeans {
    private final ConfigurableListableBeanFactory beans;

    ExistingBeans(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    <T> List<T> of(Class<T> type) {
        List<T> found = new ArrayList<>();
        for (String name : beans.getBeanNamesForType(type, false, false)) {
            Object bean = beans.getSingleton(name);
            if (type.isInstance(bean)) {
                found.add(type.cast(bean));
            }
        }
        return found;
    }
}
