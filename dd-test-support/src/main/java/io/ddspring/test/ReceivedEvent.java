/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.util.Map;

/**
 * A native span event.
 *
 * @param timeUnixNanos nanoseconds since the epoch
 * @param attributes values are {@code String}, {@code Boolean}, {@code Long}, {@code Double} or a {@code List} of one of
 *     them
 */
public record ReceivedEvent(long timeUnixNanos, String name, Map<String, Object> attributes) {}
