/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes each call of the method a span. On a type it stands for all public methods. The span ends when the method
 * returns; when it returns a future or a reactive publisher, when that completes.
 *
 * <p>Calls are seen through Spring's proxy: a call within the same object, and private, static or final methods, need
 * AspectJ weaving.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Traced {
    /** Operation name of the span; {@code trace.annotation} when empty. */
    String value() default "";

    /** Resource of the span; {@code Class.method} when empty. */
    String resource() default "";

    /** Service of the span; that of its parent when empty. */
    String service() default "";

    /** Type of the span; none when empty. */
    String type() default "";

    /** Whether statistics are computed for this operation. */
    boolean measured() default false;

    /** Whether the span starts a new trace instead of continuing the active one. */
    boolean noParent() default false;
}
