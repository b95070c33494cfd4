/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sample.shop.product;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ProductController {
    private final ProductRepository products;

    ProductController(ProductRepository products) {
        this.products = products;
    }

    @GetMapping("/products/bargains")
    List<Product> bargains() {
        return products.bargains();
    }

    /** Secrets in the query string, such as {@code ?q=lamp&password=hunter2}, are redacted in the trace. */
    @GetMapping("/products")
    List<Product> search(@RequestParam(defaultValue = "") String q) {
        return products.search(q);
    }

    @PostMapping("/products")
    @ResponseStatus(HttpStatus.CREATED)
    NewProduct add(@RequestBody NewProduct product) {
        products.add(product);
        return product;
    }
}
