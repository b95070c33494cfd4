/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes the argument of a {@link Traced} method a tag of its span. Numbers become numeric tags, null is left out, all
 * else is stored as its {@code toString()}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface SpanTag {
    /** Name of the tag; the name of the parameter when empty. */
    String value() default "";
}
