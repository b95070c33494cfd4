/* SPDX-License-Identifier: Apache-2.0 */
/** What spans of HTTP servers and clients look like, independent of the library that serves or calls. */
@NullMarked
package io.ddspring.trace.http;

import org.jspecify.annotations.NullMarked;
