/* SPDX-License-Identifier: Apache-2.0 */
/** What can only be written with types of Spring Boot 4. */
@NullMarked
package io.ddspring.trace.autoconfigure.boot4;

import org.jspecify.annotations.NullMarked;
