/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The main classes of this project's modules, as they are on the class path. */
final class Modules {
    // Either .../dd-core/target/classes/... or .../dd-core-0.1.0-SNAPSHOT.jar!/...
    private static final Pattern MODULE = Pattern.compile("/(dd-[a-z0-9-]+?)(?:/target/classes/|-\\d[^/]*\\.jar!/)");

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(
                    location -> MODULE.matcher(location.asURI().toString()).find() && !location.contains("/dd-vendor"))
            .importClasspath();

    private Modules() {}

    /** All of them except the relocated libraries. */
    static JavaClasses all() {
        return ALL;
    }

    /** The name of the module the class is from, such as {@code dd-core}, or an empty text for other classes. */
    static String of(JavaClass javaClass) {
        return javaClass
                .getSource()
                .map(source -> MODULE.matcher(source.getUri().toString()))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .orElse("");
    }

    static DescribedPredicate<JavaClass> in(String module) {
        return DescribedPredicate.describe(
                "in module " + module, javaClass -> of(javaClass).equals(module));
    }
}
