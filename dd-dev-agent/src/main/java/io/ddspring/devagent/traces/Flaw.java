/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

/** A kind of thing that breaks the protocol though the trace can still be shown. */
enum Flaw {
    NEGATIVE_DURATION,
    /** An Agent replaces what is before the year 2000. */
    START,
    DUPLICATE_SPAN_ID,
    ORPHAN,
    META_TYPE,
    METRICS_TYPE,
    NOT_FINITE,
    LONG_SERVICE,
    LONG_NAME,
    LONG_RESOURCE,
    LONG_TYPE,
    LONG_KEY,
    LONG_VALUE
}
