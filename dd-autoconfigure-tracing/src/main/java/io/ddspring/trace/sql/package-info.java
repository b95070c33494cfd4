/**
 * Spans for SQL statements: delegates for JDBC objects, the text of a statement without its literals, and what a JDBC
 * URL tells about a database.
 */
@NullMarked
package io.ddspring.trace.sql;

import org.jspecify.annotations.NullMarked;
