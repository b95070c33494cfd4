/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.architecture;

import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How auto-configurations look so that they are harmless on every line of Spring Boot. */
class AutoConfigurationTest {
    private static final String AUTO_CONFIGURATION = "org.springframework.boot.autoconfigure.AutoConfiguration";
    private static final String BEAN = "org.springframework.context.annotation.Bean";
    private static final String CONDITIONAL_ON_CLASS =
            "org.springframework.boot.autoconfigure.condition.ConditionalOnClass";
    private static final String BEAN_POST_PROCESSOR = "org.springframework.beans.factory.config.BeanPostProcessor";
    private static final String FACTORY_POST_PROCESSOR =
            "org.springframework.beans.factory.config.BeanFactoryPostProcessor";
    private static final String OBJECT_PROVIDER = "org.springframework.beans.factory.ObjectProvider";

    @Test
    void auto_configurations_are_public_and_final() {
        classes()
                .that()
                .areAnnotatedWith(AUTO_CONFIGURATION)
                .should()
                .bePublic()
                .andShould()
                .haveModifier(JavaModifier.FINAL)
                .check(Modules.all());
    }

    @Test
    void auto_configurations_have_no_public_methods() {
        noMethods()
                .that()
                .areDeclaredInClassesThat(annotatedWith(AUTO_CONFIGURATION))
                .should()
                .bePublic()
                .check(Modules.all());
    }

    @Test
    void auto_configurations_order_themselves_by_name_except_among_each_other() {
        classes()
                .that()
                .areAnnotatedWith(AUTO_CONFIGURATION)
                .should(new ArchCondition<>("name only our own classes in before and after") {
                    @Override
                    public void check(JavaClass javaClass, ConditionEvents events) {
                        JavaAnnotation<?> annotation = javaClass.getAnnotationOfType(AUTO_CONFIGURATION);
                        Stream.of("before", "after")
                                .flatMap(attribute -> Stream.of(
                                        (JavaClass[]) annotation.get(attribute).orElseThrow()))
                                .filter(named -> !named.getPackageName().startsWith("io.ddspring."))
                                .forEach(named -> events.add(SimpleConditionEvent.violated(
                                        javaClass, javaClass.getName() + " names " + named.getName())));
                    }
                })
                .check(Modules.all());
    }

    @Test
    void post_processors_are_created_before_everything_else_and_need_nothing_yet() {
        methods()
                .that()
                .areAnnotatedWith(BEAN)
                .should(new ArchCondition<>("be static and take only ObjectProviders if they make a post-processor") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        JavaClass made = method.getRawReturnType();
                        boolean postProcessor =
                                made.isAssignableTo(BEAN_POST_PROCESSOR) || made.isAssignableTo(FACTORY_POST_PROCESSOR);
                        boolean harmless = method.getModifiers().contains(JavaModifier.STATIC)
                                && method.getRawParameterTypes().stream()
                                        .allMatch(
                                                parameter -> parameter.getName().equals(OBJECT_PROVIDER));
                        if (postProcessor && !harmless) {
                            events.add(SimpleConditionEvent.violated(method, method.getFullName()));
                        }
                    }
                })
                .check(Modules.all());
    }

    @Test
    void conditions_on_classes_stand_on_classes() {
        noMethods()
                .that()
                .areAnnotatedWith(BEAN)
                .should()
                .beAnnotatedWith(CONDITIONAL_ON_CLASS)
                .check(Modules.all());
    }
}
