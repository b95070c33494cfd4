/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

/** Values of the {@code span.kind} tag. */
public final class SpanKind {
    public static final String SERVER = "server";
    public static final String CLIENT = "client";
    public static final String PRODUCER = "producer";
    public static final String CONSUMER = "consumer";
    public static final String INTERNAL = "internal";

    private SpanKind() {}
}
