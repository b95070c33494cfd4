/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

/** Rank of whoever sets a span's error flag: a lower rank never changes what a higher one has set. */
public final class ErrorPriority {
    /** Derived from a server's response status. */
    public static final int HTTP_SERVER_STATUS = -1;
    /** An exception, or an integration that knows. */
    public static final int DEFAULT = 0;
    /** The application itself. */
    public static final int MANUAL = 1;
    /** The application itself, for good: OpenTelemetry's status {@code OK}. */
    public static final int FINAL = 2;

    private ErrorPriority() {}
}
