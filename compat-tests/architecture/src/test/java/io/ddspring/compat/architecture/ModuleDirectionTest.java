/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which module may use which, and which parts of it. */
class ModuleDirectionTest {
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "dd-core", Set.of("dd-vendor"),
            "dd-test-support", Set.of("dd-vendor"),
            "dd-dev-agent", Set.of("dd-vendor"),
            "dd-remoteconfig", Set.of("dd-core", "dd-vendor"),
            "dd-autoconfigure-tracing", Set.of("dd-core", "dd-remoteconfig", "dd-vendor", "dd-dev-agent"),
            "dd-boot4", Set.of("dd-core", "dd-remoteconfig", "dd-autoconfigure-tracing"),
            "dd-spring-boot-starter-test", Set.of("dd-core", "dd-autoconfigure-tracing", "dd-test-support"));

    /** Internal packages and the other modules that may use them. */
    private static final Map<String, Set<String>> INTERNAL_PACKAGES =
            Map.of("io.ddspring.trace.internal", Set.of("dd-autoconfigure-tracing"));

    /** Below {@code autoconfigure}: what features offer each other, and the configuration, which is no technology. */
    private static final Set<String> SHARED = Set.of("spi", "environment");

    @Test
    void modules_with_classes_are_the_ones_these_rules_know() {
        Set<String> found = Modules.all().stream().map(Modules::of).collect(Collectors.toCollection(TreeSet::new));

        assertThat(ALLOWED.keySet()).containsAll(found);
        assertThat(found).contains("dd-core", "dd-autoconfigure-tracing", "dd-dev-agent", "dd-test-support");
    }

    @Test
    void module_uses_only_modules_below_it() {
        classes()
                .should(new ArchCondition<>("use only modules below their own") {
                    @Override
                    public void check(JavaClass javaClass, ConditionEvents events) {
                        String own = Modules.of(javaClass);
                        javaClass.getDirectDependenciesFromSelf().forEach(dependency -> {
                            String other =
                                    Modules.of(dependency.getTargetClass().getBaseComponentType());
                            if (!other.isEmpty()
                                    && !other.equals(own)
                                    && !ALLOWED.get(own).contains(other)) {
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                            }
                        });
                    }
                })
                .check(Modules.all());
    }

    @Test
    void core_needs_nothing_but_the_jdk_and_the_relocated_libraries() {
        classes()
                .that(Modules.in("dd-core"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.net..",
                        "com.sun.management..",
                        "org.jspecify..",
                        "org.slf4j..",
                        "io.ddspring..")
                .check(Modules.all());
    }

    @Test
    void packages_are_free_of_cycles() {
        slices().matching("io.ddspring.(**)").should().beFreeOfCycles().check(Modules.all());
    }

    @Test
    void internal_packages_stay_in_their_module_unless_listed() {
        classes()
                .should(new ArchCondition<>("use no internal package of another module") {
                    @Override
                    public void check(JavaClass javaClass, ConditionEvents events) {
                        String own = Modules.of(javaClass);
                        javaClass.getDirectDependenciesFromSelf().forEach(dependency -> {
                            JavaClass target = dependency.getTargetClass().getBaseComponentType();
                            String module = Modules.of(target);
                            boolean internal = (target.getPackageName() + ".").contains(".internal.");
                            if (internal && !module.equals(own) && !mayUse(own, target)) {
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                            }
                        });
                    }
                })
                .check(Modules.all());
    }

    @Test
    void engine_of_a_feature_does_not_know_spring() {
        noClasses()
                .that(describe(
                        "belong to an engine",
                        (JavaClass javaClass) -> !(javaClass.getPackageName() + ".").contains(".autoconfigure.")
                                && !Modules.of(javaClass).endsWith("-test")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(Modules.all());
    }

    @Test
    void technologies_do_not_know_each_other() {
        classes()
                .that()
                .resideInAPackage("io.ddspring.*.autoconfigure.*..")
                .should(new ArchCondition<>("use no sibling package") {
                    @Override
                    public void check(JavaClass javaClass, ConditionEvents events) {
                        String own = technology(javaClass);
                        javaClass.getDirectDependenciesFromSelf().forEach(dependency -> {
                            String other =
                                    technology(dependency.getTargetClass().getBaseComponentType());
                            boolean sibling = !other.isEmpty() && !other.equals(own);
                            if (sibling && !SHARED.contains(other)) {
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                            }
                        });
                    }
                })
                .check(Modules.all());
    }

    private static boolean mayUse(String module, JavaClass target) {
        return INTERNAL_PACKAGES.entrySet().stream()
                .anyMatch(entry -> (target.getPackageName() + ".").startsWith(entry.getKey() + ".")
                        && entry.getValue().contains(module));
    }

    /** {@code jdbc} for every class in or below {@code io.ddspring.trace.autoconfigure.jdbc}; else empty. */
    private static String technology(JavaClass javaClass) {
        String[] parts = javaClass.getPackageName().split("\\.");
        boolean technology = parts.length > 4 && parts[1].equals("ddspring") && parts[3].equals("autoconfigure");
        return technology ? parts[4] : "";
    }
}
