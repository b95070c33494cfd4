/* SPDX-License-Identifier: Apache-2.0 */
/** The client of remote configuration: asks the Agent for configurations, checks them and hands them to products. */
@NullMarked
package io.ddspring.remoteconfig;

import org.jspecify.annotations.NullMarked;
