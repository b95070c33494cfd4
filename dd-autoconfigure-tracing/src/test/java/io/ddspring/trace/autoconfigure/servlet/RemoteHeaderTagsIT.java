/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Headers become tags, and do not any more, while requests are served. */
class RemoteHeaderTagsIT {
    @TempDir
    Path configs;

    @Test
    void headers_become_tags_while_the_configuration_says_so() throws Exception {
        try (RunningShop shop =
                RunningShop.start("dd.remote-config.file=" + configs, "dd.remote-config.poll-interval-seconds=0.05")) {
            assertThat(tagOfNextRequest(shop)).isNull();

            Path file = offer("[{\"header\":\"X-Customer\",\"tag_name\":\"customer\"}]");
            awaitTag(shop, "gold");

            Files.delete(file);
            awaitTag(shop, null);
        }
    }

    private Path offer(String headerTags) throws IOException {
        Path file = configs.resolve("APM_TRACING/headers.json");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "{\"lib_config\":{\"tracing_header_tags\":" + headerTags + "}}");
    }

    /** Sends requests until the tag has that value. */
    private static void awaitTag(RunningShop shop, String value) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        String tag;
        do {
            tag = tagOfNextRequest(shop);
        } while (!java.util.Objects.equals(tag, value) && System.nanoTime() < deadline);
        assertThat(tag).isEqualTo(value);
    }

    private static String tagOfNextRequest(RunningShop shop) throws Exception {
        shop.traces().clear();
        assertThat(shop.http().get("/ping", "X-Customer", "gold").statusCode()).isEqualTo(200);
        shop.traces().awaitTree(2);
        return shop.traces().root().tag("customer");
    }
}
