/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.bare;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GreetingController {
    private static final Logger log = LoggerFactory.getLogger(GreetingController.class);

    @GetMapping("/greetings/{name}")
    Greeting greeting(@PathVariable String name) {
        log.info("Greeting {}", name);
        return new Greeting("Hello " + name);
    }

    @PostMapping("/echo")
    Map<String, Object> echo(@RequestBody Map<String, Object> body) {
        return body;
    }

    @GetMapping("/failure")
    Greeting failure() {
        throw new IllegalStateException("no greeting today");
    }
}
