/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sample.shop.order;

record Order(long id, long userId, String product) {}
