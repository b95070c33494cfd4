/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test.contract;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What an application must serve so that {@link HttpServerContractTest} can be run against it; a bean of it suffices. */
@RestController
public final class ContractEndpoints {
    /** Message of the exception that {@code /contract/fail} throws. */
    public static final String FAILURE = "contract failure";

    @GetMapping("/contract/items/{id}")
    String item(@PathVariable("id") String id) {
        return "item " + id;
    }

    @GetMapping("/contract/status/{code}")
    ResponseEntity<String> status(@PathVariable("code") int code) {
        return ResponseEntity.status(code).body("status " + code);
    }

    @GetMapping("/contract/fail")
    String fail() {
        throw new IllegalStateException(FAILURE);
    }
}
