/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitMetadataTest {
    private static final String SHA = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path classPath;

    @Test
    void settings_win_over_tags_and_tags_over_files() throws IOException {
        file("datadog_git.properties", "git.commit.sha=from-datadog\ngit.repository_url=https://x/datadog");
        file("git.properties", "git.commit.id=from-plugin\ngit.remote.origin.url=https://x/plugin");

        assertThat(read(Map.of())).isEqualTo(new GitMetadata("from-datadog", "https://x/datadog"));
        assertThat(read(Map.of("DD_TAGS", "git.commit.sha:" + SHA)))
                .isEqualTo(new GitMetadata(SHA, "https://x/datadog"));
        assertThat(read(Map.of(
                        "DD_TAGS", "git.commit.sha:x,git.repository_url:https://x/tag",
                        "DD_GIT_COMMIT_SHA", SHA,
                        "DD_GIT_REPOSITORY_URL", "https://x/setting")))
                .isEqualTo(new GitMetadata(SHA, "https://x/setting"));
    }

    @Test
    void the_file_of_the_maven_plugin_is_understood() throws IOException {
        file(
                "git.properties",
                "git.commit.id.full=" + SHA + "\ngit.commit.id=0123456\ngit.remote.origin.url=git@host:shop.git");

        assertThat(read(Map.of())).isEqualTo(new GitMetadata(SHA, "git@host:shop.git"));
    }

    @Test
    void without_any_source_nothing_is_known() throws IOException {
        file("git.properties", "git.commit.id=\\u00zz");

        assertThat(read(Map.of())).isEqualTo(GitMetadata.UNKNOWN);
    }

    @Test
    void it_can_be_switched_off() throws IOException {
        assertThat(read(Map.of("DD_TRACE_GIT_METADATA_ENABLED", "false", "DD_GIT_COMMIT_SHA", SHA)))
                .isEqualTo(GitMetadata.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "https://me:secret@host/shop.git, https://host/shop.git",
        "https://token@host/shop.git,     https://host/shop.git",
        "https://me:se@cret@host/a@b,     https://host/a@b",
        "ssh://git@host:22/shop.git,      ssh://host:22/shop.git",
        "git@host:shop.git,               git@host:shop.git",
        "https://host/path@v1,            https://host/path@v1"
    })
    void credentials_do_not_leave_the_process(String url, String shown) {
        assertThat(new GitMetadata("", url).repositoryUrl()).isEqualTo(shown);
    }

    private void file(String name, String content) throws IOException {
        Files.writeString(classPath.resolve(name), content);
    }

    private GitMetadata read(Map<String, String> variables) throws IOException {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classPath.toUri().toURL()}, null)) {
            return GitMetadata.read(new Configuration(ConfigSources.environment(variables)), loader);
        }
    }
}
