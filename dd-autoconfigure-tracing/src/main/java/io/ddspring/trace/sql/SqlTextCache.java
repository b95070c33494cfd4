/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Texts of statements that ran lately. Each statement has one place by its hash, where a later one of the same place
 * takes over: no lock, no list to keep in order, and statements with ever new literals cannot fill the memory.
 * Thread-safe.
 */
final class SqlTextCache {
    private static final int PLACES = 512;
    private static final int MAX_KEPT_LENGTH = 4_096;
    private static final String SEPARATOR = "; ";

    private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(PLACES);

    private record Entry(String sql, SqlDialect dialect, SqlText text) {}

    /** Text of one statement, or of those of a batch with equal ones shown once. */
    SqlText of(List<String> statements, SqlDialect dialect) {
        SqlText first = of(statements.get(0), dialect);
        if (statements.size() == 1) {
            return first;
        }
        Set<String> resources = new LinkedHashSet<>();
        int length = 0;
        for (String sql : statements) {
            String resource = of(sql, dialect).resource();
            if (resources.add(resource)) {
                length += resource.length() + SEPARATOR.length();
            }
            if (length > SqlScanner.MAX_RESOURCE_LENGTH) {
                break;
            }
        }
        return new SqlText(SqlScanner.cut(String.join(SEPARATOR, resources)), first.operation());
    }

    private SqlText of(String sql, SqlDialect dialect) {
        int hash = sql.hashCode();
        int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        Entry present = entries.get(place);
        if (present != null && present.dialect == dialect && present.sql.equals(sql)) {
            return present.text;
        }
        SqlText text = SqlScanner.describe(sql, dialect);
        if (sql.length() <= MAX_KEPT_LENGTH) {
            entries.set(place, new Entry(sql, dialect, text));
        }
        return text;
    }
}
