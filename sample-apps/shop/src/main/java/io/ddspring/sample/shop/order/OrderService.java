/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sample.shop.order;

import io.ddspring.sample.shop.user.UserClient;
import io.ddspring.trace.SpanTag;
import io.ddspring.trace.Traced;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

@Service
class OrderService {
    private static final Logger log = LoggerFactory.getLogger(OrderService.class);

    private final OrderRepository orders;
    private final UserClient users;

    OrderService(OrderRepository orders, UserClient users) {
        this.orders = orders;
        this.users = users;
    }

    /** A span of its own, with the order's number as a tag. */
    @Traced
    Optional<OrderDetails> details(@SpanTag("order.id") long id) {
        log.info("Looking up order {}", id);
        return orders.find(id).map(order -> new OrderDetails(id, order.product(), users.nameOf(order.userId())));
    }
}
