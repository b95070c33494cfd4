/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sample.shop;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The smallest requests there are. */
@RestController
class PingController {
    @GetMapping("/ping")
    String ping() {
        return "pong";
    }

    /** Answers any status: errors of the server (5xx) are errors in the trace, errors of the caller (4xx) are not. */
    @GetMapping("/status/{code}")
    ResponseEntity<String> status(@PathVariable int code) {
        return ResponseEntity.status(code).body("status " + code);
    }
}
