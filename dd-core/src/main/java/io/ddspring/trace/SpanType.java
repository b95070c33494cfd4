/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

/** Values of a span's type, which decide how the product shows it. */
public final class SpanType {
    public static final String WEB = "web";
    public static final String HTTP = "http";
    public static final String SQL = "sql";
    public static final String QUEUE = "queue";
    public static final String CACHE = "cache";

    private SpanType() {}
}
