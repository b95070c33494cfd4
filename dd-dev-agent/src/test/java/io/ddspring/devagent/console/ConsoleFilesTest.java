/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.devagent.http.Reply;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConsoleFilesTest {
    private final ConsoleFiles files = new ConsoleFiles();

    @Test
    void every_file_is_served_and_loads_nothing_from_elsewhere() throws IOException, URISyntaxException {
        Path directory = Path.of(Objects.requireNonNull(ConsoleFiles.class.getResource("files/index.html"))
                        .toURI())
                .getParent();
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> all = paths.filter(Files::isRegularFile).toList();
            assertThat(all).hasSizeGreaterThan(5);
            for (Path path : all) {
                assertThat(files.find("/" + directory.relativize(path)))
                        .as(path.toString())
                        .isNotNull();
                assertThat(Files.readString(path).replace("http://www.w3.org/2000/svg", ""))
                        .as(path.getFileName().toString())
                        .doesNotContain("//cdn", "https://", "innerHTML", "outerHTML", "insertAdjacentHTML", "eval(")
                        .doesNotContainPattern("http://(?!\\$\\{location\\.host})");
            }
        }
    }

    @Test
    void pages_may_load_and_run_only_files_of_their_own() {
        Reply index = Objects.requireNonNull(files.find("/"));

        assertThat(index.contentType()).startsWith("text/html");
        assertThat(index.headers().get("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*");
        assertThat(new String(index.body()))
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContain("<style", "style=", "onclick=");
    }

    @Test
    void there_is_nothing_else() {
        assertThat(files.find("/../DevAgent.class")).isNull();
        assertThat(files.find("/package-info.class")).isNull();
    }
}
