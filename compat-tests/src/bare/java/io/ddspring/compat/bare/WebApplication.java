/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.bare;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Spring MVC or WebFlux, Jackson or Gson: whatever is on the class path. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({StartReport.class, GreetingController.class})
public class WebApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(WebApplication.class, arguments);
    }
}
