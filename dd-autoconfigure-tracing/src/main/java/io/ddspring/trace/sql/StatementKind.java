/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

/** How a statement runs: with SQL that is sent now, or prepared before. */
enum StatementKind {
    DIRECT("java-jdbc-statement"),
    PREPARED("java-jdbc-prepared_statement");

    private final String component;

    StatementKind(String component) {
        this.component = component;
    }

    /** Value of the {@code component} tag. */
    String component() {
        return component;
    }
}
