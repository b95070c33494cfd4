/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

/**
 * Rank of whoever names a span's resource: a name replaces another one of the same or a lower rank. Names set through
 * {@link Span#setResourceName(String)} have the highest rank.
 */
public final class ResourcePriority {
    /** Nobody set a name. */
    public static final int DEFAULT = 0;
    /** Derived from the URL path. */
    public static final int URL_PATH = 1;
    /** The name of all requests for unknown paths. */
    public static final int NOT_FOUND = 2;
    /** The route or method that the framework matched. */
    public static final int FRAMEWORK_ROUTE = 3;
    /** A configured pattern. */
    public static final int CONFIGURED_PATTERN = 4;
    /** The {@code resource.name} tag. */
    public static final int TAG = 5;
    /** The application itself. */
    public static final int MANUAL = 6;

    private ResourcePriority() {}
}
