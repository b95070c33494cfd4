/* SPDX-License-Identifier: Apache-2.0 */
/** Wires the remote-config client into Spring Boot. */
@NullMarked
package io.ddspring.remoteconfig.autoconfigure;

import org.jspecify.annotations.NullMarked;
