/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sample.shop.user;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class UserController {
    private final UserRepository users;

    UserController(UserRepository users) {
        this.users = users;
    }

    @GetMapping("/users/{id}")
    ResponseEntity<User> user(@PathVariable long id) {
        return ResponseEntity.of(users.find(id));
    }
}
