/* SPDX-License-Identifier: Apache-2.0 */
/** The library's state in Spring Boot's actuator. */
@NullMarked
package io.ddspring.trace.autoconfigure.actuator;

import org.jspecify.annotations.NullMarked;
