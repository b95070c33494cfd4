/* SPDX-License-Identifier: Apache-2.0 */
/** Our spans for the observations of Spring and of the application, where Micrometer Tracing is there. */
@NullMarked
package io.ddspring.trace.autoconfigure.micrometer;

import org.jspecify.annotations.NullMarked;
