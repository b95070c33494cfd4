/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessTagsTest {
    private static final Map<String, String> NAMED = Map.of("DD_SERVICE", "shop");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/x/target/bb.jar --a=b | /x/recordings | entrypoint.basedir:target,entrypoint.name:bb,entrypoint.type:jar,entrypoint.workdir:recordings,svc.user:true",
                "target/bb.jar | /x/app | entrypoint.basedir:target,entrypoint.name:bb,entrypoint.type:jar,entrypoint.workdir:app,svc.user:true",
                "Shop-1.0.jar | /srv/My App | entrypoint.basedir:my_app,entrypoint.name:shop-1.0,entrypoint.type:jar,entrypoint.workdir:my_app,svc.user:true",
                "com.acme.Shop x y | /srv/app | entrypoint.name:com.acme.shop,entrypoint.type:class,entrypoint.workdir:app,svc.user:true",
                "'' | / | svc.user:true"
            })
    void they_tell_what_was_launched_and_where(String command, String directory, String joined) {
        assertThat(ProcessTags.of(configuration(NAMED), command, directory).joined())
                .isEqualTo(joined);
    }

    @ParameterizedTest
    @CsvSource({"a:b, x:a_b", "'c:\\Program Files', x:c_program_files", "'::a::', x:a", "a_:b, x:a_b"})
    void colons_in_values_become_underscores(String value, String tag) {
        ProcessTags tags = ProcessTags.of(configuration(NAMED), "", "");

        tags.put("x", value);

        assertThat(tags.list()).contains(tag);
    }

    @ParameterizedTest
    @CsvSource({"100, 100", "101, 100", "5000, 100"})
    void of_a_value_the_first_hundred_characters_count(int length, int kept) {
        ProcessTags tags = ProcessTags.of(configuration(NAMED), "", "");

        tags.put("plain", "a".repeat(length));
        tags.put("astral", "\uD83D\uDE00a".repeat(length));
        tags.put("collapsed", " ".repeat(length - 1) + "a".repeat(5));

        assertThat(tags.list()).contains("plain:" + "a".repeat(kept));
        assertThat(tags.list()).contains("astral:a" + "_a".repeat(49));
        assertThat(tags.list().stream().anyMatch(tag -> tag.startsWith("collapsed:")))
                .isEqualTo(length == 100);
    }

    @Test
    void a_service_that_nobody_named_is_named_by_them() {
        assertThat(ProcessTags.of(configuration(Map.of()), "", "").list()).containsExactly("svc.auto:unnamed-java-app");
    }

    @Test
    void the_server_is_added_in_its_place_when_it_is_known() {
        ProcessTags tags = ProcessTags.of(configuration(NAMED), "a/bb.jar", "/recordings");
        String before = tags.joined();
        assertThat(tags.joined()).isSameAs(before);

        tags.putServer("Tomcat");

        assertThat(tags.joined())
                .isEqualTo("entrypoint.basedir:a,entrypoint.name:bb,entrypoint.type:jar,entrypoint.workdir:recordings,"
                        + "server.name:tomcat,server.type:tomcat,svc.user:true");
        assertThat(tags.list()).hasSize(7).contains("server.name:tomcat");
    }

    @Test
    void they_can_be_switched_off() {
        ProcessTags tags = ProcessTags.of(
                configuration(Map.of("DD_EXPERIMENTAL_PROPAGATE_PROCESS_TAGS_ENABLED", "false")), "a/bb.jar", "/x");
        tags.putServer("tomcat");

        assertThat(tags.joined()).isEmpty();
        assertThat(tags.list()).isEmpty();
    }

    private static Configuration configuration(Map<String, String> variables) {
        return new Configuration(ConfigSources.environment(variables));
    }
}
