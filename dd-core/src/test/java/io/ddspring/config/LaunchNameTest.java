/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchNameTest {
    @ParameterizedTest
    @CsvSource({
        "shop.jar, shop",
        "/opt/apps/shop-1.2.jar --server.port=0, shop-1.2",
        "/opt/my apps/shop.jar x, shop",
        "C:\\apps\\shop.jar, shop",
        "com.acme.ShopApplication, com.acme.ShopApplication",
        "com.acme.ShopApplication input.jar, com.acme.ShopApplication",
        "com.acme/com.acme.ShopApplication, com.acme.ShopApplication",
        "org.springframework.boot.loader.launch.JarLauncher, com.acme.Main",
        "'', com.acme.Main"
    })
    void an_application_is_named_after_what_was_launched(String command, String name) {
        assertThat(LaunchName.of(command, "com.acme.Main")).isEqualTo(name);
    }
}
