/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import java.sql.SQLException;

/**
 * Runs SQL on the driver's statement.
 *
 * @param <T> type of the result
 */
interface SqlCall<T> {
    /**
     * Runs it.
     *
     * @param sql what is to be sent; a statement that was prepared has been sent and does not look at it
     */
    T run(String sql) throws SQLException;
}
