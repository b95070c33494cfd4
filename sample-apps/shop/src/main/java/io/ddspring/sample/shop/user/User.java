/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sample.shop.user;

public record User(long id, String name) {}
