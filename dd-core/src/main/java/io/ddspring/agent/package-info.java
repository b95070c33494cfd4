/* SPDX-License-Identifier: Apache-2.0 */
/** Talking to the Datadog Agent: transport, discovery, container identity. */
@NullMarked
package io.ddspring.agent;

import org.jspecify.annotations.NullMarked;
