/* SPDX-License-Identifier: Apache-2.0 */
/** Tracing of requests served by a servlet container, and of the Spring MVC handlers that answer them. */
@NullMarked
package io.ddspring.trace.autoconfigure.servlet;

import org.jspecify.annotations.NullMarked;
