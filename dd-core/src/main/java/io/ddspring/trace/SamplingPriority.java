/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

/** The values of a trace's sampling priority, as they travel in headers and in {@code _sampling_priority_v1}. */
public final class SamplingPriority {
    /** No decision was taken yet; never sent. */
    public static final int UNSET = Integer.MIN_VALUE;
    /** Dropped by the user or by a user's rule. */
    public static final int USER_DROP = -1;
    /** Dropped by the automatic sampler. */
    public static final int SAMPLER_DROP = 0;
    /** Kept by the automatic sampler. */
    public static final int SAMPLER_KEEP = 1;
    /** Kept by the user or by a user's rule. */
    public static final int USER_KEEP = 2;

    private SamplingPriority() {}

    /** Whether a trace of this priority is kept. */
    public static boolean isKept(int priority) {
        return priority > 0;
    }
}
