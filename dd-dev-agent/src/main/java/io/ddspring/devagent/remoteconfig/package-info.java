/* SPDX-License-Identifier: Apache-2.0 */
/** Remote configuration: what is offered, and the clients that ask for it. */
@NullMarked
package io.ddspring.devagent.remoteconfig;

import org.jspecify.annotations.NullMarked;
