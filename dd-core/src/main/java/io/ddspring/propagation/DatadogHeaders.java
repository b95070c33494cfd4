/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

/** Header names of the Datadog style. */
final class DatadogHeaders {
    static final String TRACE_ID = "x-datadog-trace-id";
    static final String PARENT_ID = "x-datadog-parent-id";
    static final String SAMPLING_PRIORITY = "x-datadog-sampling-priority";
    static final String ORIGIN = "x-datadog-origin";
    static final String TAGS = "x-datadog-tags";

    private DatadogHeaders() {}
}
