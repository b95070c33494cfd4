/** Wiring of SQL spans: data source beans trace their connections. */
@NullMarked
package io.ddspring.trace.autoconfigure.jdbc;

import org.jspecify.annotations.NullMarked;
