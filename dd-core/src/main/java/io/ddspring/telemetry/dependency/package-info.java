/* SPDX-License-Identifier: Apache-2.0 */
/** Which libraries the application has. */
@NullMarked
package io.ddspring.telemetry.dependency;

import org.jspecify.annotations.NullMarked;
