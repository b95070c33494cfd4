/* SPDX-License-Identifier: Apache-2.0 */
/** Tracing of the requests that an application sends through Spring's blocking HTTP clients. */
@NullMarked
package io.ddspring.trace.autoconfigure.client;

import org.jspecify.annotations.NullMarked;
