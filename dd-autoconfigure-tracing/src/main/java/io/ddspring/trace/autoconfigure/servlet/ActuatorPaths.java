/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import java.util.List;

/** Tells which paths of the application's own port belong to the actuator although its base path does not show it. */
@FunctionalInterface
interface ActuatorPaths {
    ActuatorPaths NONE = List::of;

    /** Paths below context and servlet path, each of which stands for all that are below it too. */
    List<String> get();
}
