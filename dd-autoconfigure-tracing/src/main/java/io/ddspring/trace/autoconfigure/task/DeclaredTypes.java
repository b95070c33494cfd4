/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** As what type the application declared a bean: an object may be replaced by another one of that type only. */
@FunctionalInterface
interface DeclaredTypes {
    DeclaredTypes UNKNOWN = beanName -> null;

    /** The declared type of a bean, or null when it is not known. */
    @Nullable
    Class<?> of(String beanName);

    static DeclaredTypes of(ConfigurableListableBeanFactory factory) {
        return beanName -> {
            if (!factory.containsBeanDefinition(beanName)) {
                return null;
            }
            Class<?> type = factory.getMergedBeanDefinition(beanName)
                    .getResolvableType()
                    .resolve();
            if (type != null && FactoryBean.class.isAssignableFrom(type)) {
                Object producer = factory.getBean(BeanFactory.FACTORY_BEAN_PREFIX + beanName);
                return ((FactoryBean<?>) producer).getObjectType();
            }
            return type;
        };
    }
}
