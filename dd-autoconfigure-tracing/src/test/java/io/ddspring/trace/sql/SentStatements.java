/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A driver without a database that notes what it is asked to send, in order. */
final class SentStatements {
    /** SQL as it was given, client info as {@code name=value}, bytes as their hexadecimal digits. */
    final List<String> sent = new ArrayList<>();

    private final String url;
    private @Nullable SQLException refusal;

    SentStatements(String url) {
        this.url = url;
    }

    /** Has every later attempt to describe the session fail. */
    void refuseSessionState() {
        refusal = new SQLException("current transaction is aborted");
    }

    Connection connection() {
        return proxy(Connection.class, (self, method, arguments) -> switch (method.getName()) {
            case "createStatement" -> statement(Statement.class);
            case "prepareStatement", "prepareCall" -> prepare(method.getReturnType(), (String) arguments[0]);
            case "setClientInfo" -> {
                refuse();
                yield sent.add(arguments[0] + "=" + arguments[1]);
            }
            case "getMetaData" -> proxy(DatabaseMetaData.class, (its, asked, none) -> url);
            default -> null;
        });
    }

    private Object prepare(Class<?> type, String sql) throws SQLException {
        if (sql.startsWith("set ")) {
            refuse();
        }
        sent.add(sql);
        return statement(type.asSubclass(Statement.class));
    }

    private <S extends Statement> S statement(Class<S> type) {
        return proxy(type, (self, method, arguments) -> {
            if (arguments != null && arguments[0] instanceof String sql) {
                sent.add(sql);
            } else if (method.getName().equals("setBytes")) {
                sent.add(HexFormat.of().formatHex((byte[]) arguments[1]));
            } else if (method.getName().startsWith("execute")) {
                sent.add("run");
            }
            Class<?> result = method.getReturnType();
            return result == boolean.class ? Boolean.FALSE : result == int.class ? Integer.valueOf(0) : null;
        });
    }

    private void refuse() throws SQLException {
        if (refusal != null) {
            throw refusal;
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> method.getDeclaringClass() == Object.class
                        ? method.invoke(handler, arguments)
                        : handler.invoke(self, method, arguments)));
    }

    @Override
    public String toString() {
        return Arrays.toString(sent.toArray());
    }
}
