/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application that is measured. */
@SpringBootApplication
public class PlainApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(PlainApplication.class, arguments);
    }
}
