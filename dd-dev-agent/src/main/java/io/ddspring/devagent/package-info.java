/**
 * An agent for development: takes traces like a Datadog Agent, keeps the last ones in memory and shows them in a web
 * console. It depends on nothing else of this project, so that it can judge what the tracer sends.
 */
@NullMarked
package io.ddspring.devagent;

import org.jspecify.annotations.NullMarked;
