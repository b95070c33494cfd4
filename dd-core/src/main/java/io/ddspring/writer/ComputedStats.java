/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanData;
import java.util.List;

/** What it means for the writer that statistics are computed in this process. Used by the writer's thread. */
public interface ComputedStats {
    /** Statistics are left to the Agent. */
    ComputedStats NONE = new ComputedStats() {
        @Override
        public boolean replaceThoseOfAgent() {
            return false;
        }

        @Override
        public boolean makeNeedless(List<? extends SpanData> chunk) {
            return false;
        }
    };

    /** Whether the Agent must not compute statistics of the spans it gets. */
    boolean replaceThoseOfAgent();

    /**
     * Whether a chunk that was queued before the Agent said what it wants need not be sent, as it was counted and nobody
     * will keep it; takes note of it then.
     */
    boolean makeNeedless(List<? extends SpanData> chunk);
}
