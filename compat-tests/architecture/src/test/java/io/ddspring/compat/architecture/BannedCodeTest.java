/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Code that looks harmless and is not, and what is not ours to use. */
class BannedCodeTest {
    @Test
    void nothing_is_written_to_the_standard_streams() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(Modules.all());
        noClasses().should().callMethod(Throwable.class, "printStackTrace").check(Modules.all());
    }

    @Test
    void nothing_sleeps() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", long.class, int.class)
                .check(Modules.all());
    }

    @Test
    void threads_come_from_one_factory_per_module() {
        Map<String, Set<String>> makersByModule = Modules.all().stream()
                .filter(javaClass -> javaClass.getConstructorCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Thread.class)))
                .collect(Collectors.groupingBy(
                        Modules::of,
                        Collectors.mapping(
                                javaClass -> javaClass.getName().replaceAll("\\$.*", ""), Collectors.toSet())));

        assertThat(makersByModule).allSatisfy((module, makers) -> assertThat(makers)
                .as("classes of %s that create threads", module)
                .hasSize(1));
        assertThat(makersByModule.get("dd-core")).containsExactly("io.ddspring.agent.DdThreads");
    }

    @Test
    void nothing_depends_on_the_default_locale_or_charset_names() {
        noClasses()
                .should()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(URLEncoder.class, "encode", String.class, String.class)
                .orShould()
                .callMethod(URLDecoder.class, "decode", String.class, String.class)
                .check(Modules.all());
    }

    @Test
    void classes_are_looked_up_with_a_loader() {
        noClasses().should().callMethod(Class.class, "forName", String.class).check(Modules.all());
    }

    @Test
    void libraries_of_the_application_are_left_alone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.servlet..", "com.fasterxml.jackson..", "org.msgpack..", "org.jctools..")
                .check(Modules.all());
        noClasses()
                .that()
                .resideOutsideOfPackage("..boot4..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .check(Modules.all());
    }

    @Test
    void relocated_libraries_do_not_show_in_public_signatures() {
        noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(describe(
                        "are public API",
                        (JavaClass javaClass) -> javaClass.getModifiers().contains(PUBLIC)
                                && !javaClass.getPackageName().contains(".internal")
                                // What others use of the development agent is in the package above.
                                && !javaClass.getPackageName().startsWith("io.ddspring.devagent.")))
                .should(be(describe("made of relocated types", (JavaMethod method) -> Stream.concat(
                                method.getRawParameterTypes().stream(), Stream.of(method.getRawReturnType()))
                        .anyMatch(type -> type.getPackageName().startsWith("io.ddspring.vendor.")))))
                .check(Modules.all());
    }

    @Test
    void public_classes_are_closed_or_made_for_extension() {
        classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .should(be(describe(
                        "final or abstract",
                        (JavaClass javaClass) -> javaClass.getModifiers().contains(FINAL)
                                || javaClass.getModifiers().contains(ABSTRACT)
                                || javaClass.isEnum())))
                .check(Modules.all());
    }

    @Test
    void names_say_the_role() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl)(\\$.*)?")
                .check(Modules.all());
    }

    @Test
    void mutable_statics_are_in_one_class_per_module() {
        Map<String, Set<String>> holders = Modules.all().stream()
                .flatMap(javaClass -> javaClass.getFields().stream())
                .filter(BannedCodeTest::isMutableStatic)
                .collect(Collectors.groupingBy(
                        field -> Modules.of(field.getOwner()),
                        Collectors.mapping(field -> field.getOwner().getName(), Collectors.toSet())));

        assertThat(holders).allSatisfy((module, owners) -> assertThat(owners)
                .as("classes of %s with mutable static fields", module)
                .hasSize(1));
    }

    private static boolean isMutableStatic(JavaField field) {
        return field.getModifiers().contains(STATIC)
                && !field.getModifiers().contains(FINAL)
                && !field.getModifiers().contains(SYNTHETIC);
    }
}
