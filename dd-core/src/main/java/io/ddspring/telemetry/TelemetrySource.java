/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import java.util.List;

/** Something that the library reports as it comes up. Called by the thread that reports. */
interface TelemetrySource {
    /** What is new since the last call; empty when nothing is. It is not given again, whatever becomes of it. */
    List<TelemetryMessage> takeNew();
}
