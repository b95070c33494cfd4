/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sample.shop.order;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

@RestController
class OrderController {
    private final OrderService orders;
    private final RestClient shipping;

    OrderController(
            OrderService orders, RestClient.Builder shipping, @Value("${shop.shipping.url}") String shippingUrl) {
        this.orders = orders;
        this.shipping = shipping.baseUrl(shippingUrl).build();
    }

    @GetMapping("/orders/{id}")
    ResponseEntity<OrderDetails> order(@PathVariable long id) {
        return ResponseEntity.of(orders.details(id));
    }

    /** Always fails. */
    @GetMapping("/orders/{id}/invoice")
    String invoice(@PathVariable long id) {
        throw new IllegalStateException("no printer for the invoice of order " + id);
    }

    /** Fails as long as nobody runs a shipping service. */
    @GetMapping("/orders/{id}/shipping")
    String shipping(@PathVariable long id) {
        return String.valueOf(shipping.get().uri("/quotes/{id}", id).retrieve().body(String.class));
    }
}
