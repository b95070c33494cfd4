/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Chooses where the spans of a test class go. Without it they stay in memory, in the bean of type
 * {@code io.ddspring.writer.InMemoryTraceWriter}, and the library reports nothing about itself.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AutoConfigureDatadog {
    /** Whether spans stay in memory; {@code false} sends them to the configured Agent as in production. */
    boolean inMemory() default false;
}
