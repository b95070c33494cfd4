/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sample.shop.report;

import java.util.concurrent.CompletableFuture;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Service;

@Service
class SalesReport {
    private final JdbcClient jdbc;

    SalesReport(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Async
    CompletableFuture<Integer> ordersLater() {
        return CompletableFuture.completedFuture(orders());
    }

    int orders() {
        return jdbc.sql("select count(*) from orders").query(Integer.class).single();
    }
}
