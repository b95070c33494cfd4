/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import java.util.function.Supplier;

/**
 * Whom statistics are from. Absent texts are empty.
 *
 * @param hostname only if it is to be told
 * @param processTags the process tags joined by commas, asked for whenever statistics are sent
 */
public record StatsSource(
        String service, String env, String version, String hostname, String runtimeId, Supplier<String> processTags) {}
