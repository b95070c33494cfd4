/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sample.shop.stock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Each run is a trace of its own. Switched on by {@code shop.stock-check.enabled=true}. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("shop.stock-check.enabled")
@EnableScheduling
class StockCheck {
    private static final Logger log = LoggerFactory.getLogger(StockCheck.class);

    private final JdbcClient jdbc;

    StockCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Scheduled(fixedDelayString = "${shop.stock-check.interval}")
    void check() {
        int soldOut = jdbc.sql("select count(*) from products where stock = 0")
                .query(Integer.class)
                .single();
        log.info("{} products are sold out", soldOut);
    }
}
