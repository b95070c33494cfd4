/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sample.shop.product;

import java.math.BigDecimal;

record NewProduct(String name, BigDecimal price, int stock) {}
