/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.annotation;

import io.ddspring.trace.Span;
import java.util.function.Supplier;

/**
 * A kind of method result that does its work when somebody subscribes to it, so that each subscription is a span and the
 * call itself is none. Thread-safe.
 */
public interface DeferredResults {
    /** Whether methods that are declared to return {@code returnType} return such results. */
    boolean supports(Class<?> returnType);

    /**
     * A result that behaves as {@code result} does and has a span from each subscription to its end.
     *
     * @param returnType the declared type, of which the answer is an instance
     * @param spans starts the span of one subscription as a child of the active one
     */
    Object trace(Object result, Class<?> returnType, Supplier<Span> spans);
}
