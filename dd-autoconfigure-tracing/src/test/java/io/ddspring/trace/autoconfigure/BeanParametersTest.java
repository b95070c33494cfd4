/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.telemetry.Product;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

class BeanParametersTest {
    private final List<Method> beanMethods =
            ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()).getCandidates().stream()
                    .filter(name -> name.startsWith("io.ddspring."))
                    .map(name -> ClassUtils.resolveClassName(name, getClass().getClassLoader()))
                    .flatMap(BeanParametersTest::withNestedAndImported)
                    .flatMap(configuration -> Arrays.stream(configuration.getDeclaredMethods()))
                    .filter(method -> method.isAnnotationPresent(Bean.class))
                    .toList();

    @Test
    void parameters_have_the_names_of_the_beans_they_take() {
        List<String> others = new ArrayList<>();
        int named = 0;
        for (Method method : beanMethods) {
            for (Parameter parameter : method.getParameters()) {
                Set<String> names = namesOfBeans(taken(parameter));
                if (names.size() == 1 && taken(parameter) != Product.class) {
                    named++;
                    if (!names.contains(parameter.getName())) {
                        others.add(parameter.getName() + " of " + method);
                    }
                }
            }
        }
        assertThat(others).isEmpty();
        assertThat(named).isGreaterThan(50);
    }

    private Set<String> namesOfBeans(Class<?> type) {
        return beanMethods.stream()
                .filter(method -> isOurs(type) && type.isAssignableFrom(method.getReturnType()))
                .map(BeanParametersTest::beanName)
                .collect(Collectors.toSet());
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("io.ddspring.");
    }

    private static String beanName(Method method) {
        String[] names = method.getAnnotation(Bean.class).name();
        return names.length == 0 ? method.getName() : names[0];
    }

    private static Class<?> taken(Parameter parameter) {
        return parameter.getParameterizedType() instanceof ParameterizedType provider
                        && provider.getRawType() == ObjectProvider.class
                ? ResolvableType.forType(provider).getGeneric().toClass()
                : parameter.getType();
    }

    private static Stream<Class<?>> withNestedAndImported(Class<?> configuration) {
        Import imported = configuration.getAnnotation(Import.class);
        return Stream.of(
                        Stream.<Class<?>>of(configuration),
                        Arrays.stream(configuration.getDeclaredClasses()),
                        imported == null ? Stream.<Class<?>>empty() : Arrays.stream(imported.value()))
                .flatMap(classes -> classes);
    }
}
