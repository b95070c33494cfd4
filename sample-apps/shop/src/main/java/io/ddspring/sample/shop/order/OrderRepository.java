/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sample.shop.order;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class OrderRepository {
    private final JdbcClient jdbc;

    OrderRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Order> find(long id) {
        return jdbc.sql("select o.id, o.user_id, p.name as product"
                        + " from orders o join products p on p.id = o.product_id where o.id = ?")
                .param(id)
                .query(Order.class)
                .optional();
    }
}
