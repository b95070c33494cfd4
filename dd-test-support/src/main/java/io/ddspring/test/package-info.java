/**
 * A fake Datadog Agent with its own decoder, and assertions on what it received.
 *
 * <p>Nothing here shares code with the tracer: the reader is a second opinion on the bytes the tracer writes.
 */
@NullMarked
package io.ddspring.test;

import org.jspecify.annotations.NullMarked;
