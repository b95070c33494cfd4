/** Makes the tracer a bean and ties its life to that of the application context. */
@NullMarked
package io.ddspring.trace.autoconfigure;

import org.jspecify.annotations.NullMarked;
