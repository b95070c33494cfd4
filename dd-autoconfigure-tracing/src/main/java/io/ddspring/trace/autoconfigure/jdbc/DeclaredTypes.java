/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import java.lang.reflect.Method;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;

/** Knows as what a bean was declared, which is what injection points and property binding may demand. */
final class DeclaredTypes {
    private final ConfigurableListableBeanFactory beans;

    DeclaredTypes(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /** Whether somebody may ask for {@code bean} by the name of a class that it is an instance of. */
    boolean demandsClass(Object bean, String beanName) {
        Class<?> declared = of(bean, beanName);
        return !declared.isInterface() && declared != Object.class && declared.isInstance(bean);
    }

    private Class<?> of(Object bean, String beanName) {
        if (!beans.containsBeanDefinition(beanName)) {
            return bean.getClass();
        }
        BeanDefinition definition = beans.getMergedBeanDefinition(beanName);
        if (definition instanceof RootBeanDefinition root) {
            Method factoryMethod = root.getResolvedFactoryMethod();
            if (factoryMethod != null) {
                return objectType(factoryMethod.getReturnType(), bean, beanName);
            }
        }
        Class<?> declared = definition.getResolvableType().resolve();
        return declared == null ? bean.getClass() : objectType(declared, bean, beanName);
    }

    private Class<?> objectType(Class<?> declared, Object bean, String beanName) {
        if (!FactoryBean.class.isAssignableFrom(declared)) {
            return declared;
        }
        Class<?> product = beans.getType(beanName, false);
        return product == null ? bean.getClass() : product;
    }
}
