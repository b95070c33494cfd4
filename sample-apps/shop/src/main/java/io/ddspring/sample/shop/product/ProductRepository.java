/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sample.shop.product;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ProductRepository {
    private final JdbcClient jdbc;

    ProductRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The literals of this statement do not reach the trace. */
    List<Product> bargains() {
        return jdbc.sql("select id, name, price, stock from products where price < 20 and name <> 'Sold out'")
                .query(Product.class)
                .list();
    }

    List<Product> search(String text) {
        return jdbc.sql("select id, name, price, stock from products where name like ?")
                .param("%" + text + "%")
                .query(Product.class)
                .list();
    }

    int add(NewProduct product) {
        return jdbc.sql("insert into products (name, price, stock) values (?, ?, ?)")
                .params(product.name(), product.price(), product.stock())
                .update();
    }
}
