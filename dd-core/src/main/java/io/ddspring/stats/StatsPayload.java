/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import java.nio.ByteBuffer;

/**
 * Statistics that are ready to be sent.
 *
 * @param body read without being changed
 * @param hits spans that are counted in it
 */
record StatsPayload(ByteBuffer body, long hits) {}
