/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sample.shop.user;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class UserRepository {
    private final JdbcClient jdbc;

    UserRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<User> find(long id) {
        return jdbc.sql("select id, name from users where id = ?")
                .param(id)
                .query(User.class)
                .optional();
    }
}
