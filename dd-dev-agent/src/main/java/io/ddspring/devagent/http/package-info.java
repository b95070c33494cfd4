/* SPDX-License-Identifier: Apache-2.0 */
/** HTTP of the agent: who may ask, which part answers, and the live stream of the console. */
@NullMarked
package io.ddspring.devagent.http;

import org.jspecify.annotations.NullMarked;
