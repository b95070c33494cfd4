/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.bare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;

/** Every class, method and field our jars name exists on this line of Spring Boot. */
class LinkIT {
    @Test
    void jars_link_against_this_line() throws IOException {
        String otherLine = SpringBootVersion.getVersion().startsWith("3.") ? ".boot4." : ".boot3.";
        List<String> problems = new ArrayList<>();
        int classes = 0;
        for (Path jar : jars().toList()) {
            LinkCheck check = new LinkCheck(name -> !name.contains(otherLine));
            problems.addAll(check.problems(jar));
            classes += check.checkedClasses();
        }

        assertThat(problems).isEmpty();
        assertThat(classes).isGreaterThan(100);
    }

    private static Stream<Path> jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*[/\\\\]dd-[^/\\\\]*\\.jar") && !entry.contains("dd-vendor"))
                .map(Path::of);
    }
}
