/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import java.util.Map;

/**
 * A part of the library that can be switched on and off while the application runs. Thread-safe.
 */
public interface Product {
    /** Name as in the property group, for example {@code appsec}. */
    String name();

    /** Begins to work; does nothing when it is already running. Does not block and does no I/O. */
    void start();

    /** Stops working and gives back every thread, subscription and hook; does nothing when it is not running. */
    void stop();

    boolean isRunning();

    /** Facts about its present state. Values are strings, numbers, booleans, and lists and maps of these. */
    Map<String, Object> status();
}
