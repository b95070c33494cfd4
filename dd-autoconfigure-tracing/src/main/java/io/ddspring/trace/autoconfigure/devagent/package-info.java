/** Runs the development agent inside the application. */
@NullMarked
package io.ddspring.trace.autoconfigure.devagent;

import org.jspecify.annotations.NullMarked;
