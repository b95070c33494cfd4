/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.bare;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(StartReport.class)
public class CommandLineApplication {
    private static final Logger log = LoggerFactory.getLogger(CommandLineApplication.class);

    public static void main(String[] arguments) {
        SpringApplication.run(CommandLineApplication.class, arguments);
    }

    @Bean
    CommandLineRunner greeting() {
        return arguments -> log.info("Hello");
    }
}
