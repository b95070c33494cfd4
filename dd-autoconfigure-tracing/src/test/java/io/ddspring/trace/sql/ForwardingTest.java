/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.trace.Tracer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The driver is a proxy of the interface itself, so a method that a later JDK adds is called, too. */
class ForwardingTest {
    private final Driver driver = new Driver();
    private final ConnectionTracer tracer =
            new JdbcTracing(Tracer::noop, () -> JdbcSettings.DEFAULT).connectionsOf(DataSourceFacts.NONE);
    private final TracedConnection connection =
            new TracedConnection(new Driver().object(Connection.class), tracer, null);

    @TestFactory
    Stream<DynamicTest> every_method_reaches_the_driver_once_with_its_arguments_and_brings_its_result_back() {
        return Map.<Class<?>, Object>of(
                        DataSource.class, new TracedDataSource(driver.object(DataSource.class), tracer),
                        ConnectionBuilder.class,
                                new TracedConnectionBuilder(driver.object(ConnectionBuilder.class), tracer),
                        Connection.class, new TracedConnection(driver.object(Connection.class), tracer, null),
                        Statement.class, new TracedStatement<>(driver.object(Statement.class), connection),
                        PreparedStatement.class,
                                new TracedPreparedStatement<>(
                                        driver.object(PreparedStatement.class), connection, "select 1"),
                        CallableStatement.class,
                                new TracedCallableStatement(
                                        driver.object(CallableStatement.class), connection, "call f()"))
                .entrySet()
                .stream()
                .flatMap(pair -> methodsOf(pair.getKey())
                        .map(method -> DynamicTest.dynamicTest(
                                method.toGenericString(), () -> check(pair.getValue(), method))));
    }

    private static Stream<Method> methodsOf(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getDeclaringClass() != Wrapper.class);
    }

    private void check(Object traced, Method method) throws Exception {
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(ForwardingTest::value)
                .toArray();
        driver.result = method.getReturnType() == void.class ? null : value(method.getReturnType());
        driver.calls.clear();

        Object result = method.invoke(traced, arguments);

        assertThat(driver.calls).hasSize(1);
        assertThat(driver.calls.get(0).method.getName()).isEqualTo(method.getName());
        assertThat(driver.calls.get(0).method.getParameterTypes()).isEqualTo(method.getParameterTypes());
        assertThat(driver.calls.get(0).arguments)
                .usingElementComparator(sameObject())
                .containsExactly(arguments);
        if (result instanceof JdbcWrapper<?> wrapper && result != connection) {
            assertThat(wrapper.delegate).isSameAs(driver.result);
        } else if (!(result instanceof ConnectionBuilder) && result != connection) {
            assertThat(result).isEqualTo(driver.result);
        }
        assertThatExceptionsPass(traced, method, arguments);
    }

    private void assertThatExceptionsPass(Object traced, Method method, Object[] arguments) {
        Throwable failure = Arrays.asList(method.getExceptionTypes()).contains(SQLException.class)
                ? new SQLException("driver")
                : new IllegalStateException("driver");
        driver.failure = failure;
        try {
            assertThatThrownBy(() -> method.invoke(traced, arguments))
                    .isInstanceOf(InvocationTargetException.class)
                    .extracting(Throwable::getCause)
                    .isSameAs(failure);
        } finally {
            driver.failure = null;
        }
    }

    private static java.util.Comparator<Object> sameObject() {
        return (a, b) -> a == b || (a instanceof Number && a.equals(b)) || Boolean.TRUE.equals(a) ? 0 : 1;
    }

    @Test
    void unwrapping_finds_the_delegate_the_driver_and_what_the_driver_wraps() throws SQLException {
        Connection raw = driver.object(Connection.class);
        TracedConnection traced = new TracedConnection(raw, tracer, null);
        driver.result = "inner";

        assertThat(traced.unwrap(Connection.class)).isSameAs(traced);
        assertThat(traced.unwrap(TracedConnection.class)).isSameAs(traced);
        assertThat((Object) traced.unwrap(raw.getClass())).isSameAs(raw);
        assertThat(traced.unwrap(String.class)).isEqualTo("inner");
        driver.result = true;
        assertThat(traced.isWrapperFor(Connection.class)).isTrue();
        assertThat(traced.isWrapperFor(raw.getClass())).isTrue();
        assertThat(traced.isWrapperFor(String.class)).isTrue();
        driver.result = false;
        assertThat(traced.isWrapperFor(String.class)).isFalse();
    }

    @Test
    void delegates_of_the_same_target_are_equal_and_print_like_it() {
        Connection raw = driver.object(Connection.class);
        TracedConnection traced = new TracedConnection(raw, tracer, null);

        assertThat(traced)
                .isEqualTo(new TracedConnection(raw, tracer, "other"))
                .hasSameHashCodeAs(new TracedConnection(raw, tracer, "other"))
                .isNotEqualTo(new TracedConnection(new Driver().object(Connection.class), tracer, null))
                .isNotEqualTo(raw)
                .isNotEqualTo(null)
                .hasToString(raw.toString());
    }

    @Test
    void a_traced_connection_is_not_wrapped_again() {
        assertThat(tracer.trace(connection, null)).isSameAs(connection);
    }

    private static Object value(Class<?> type) {
        if (type.isPrimitive()) {
            return type == boolean.class ? Boolean.TRUE : type == char.class ? (Object) 'x' : number(type);
        }
        if (type.isArray()) {
            return java.lang.reflect.Array.newInstance(type.getComponentType(), 2);
        }
        if (type.isInterface()) {
            return new Driver().object(type);
        }
        return switch (type.getSimpleName()) {
            case "String" -> new String("text");
            case "Object" -> new Object();
            case "Class" -> String.class;
            case "Properties" -> new Properties();
            case "Date" -> new java.sql.Date(1);
            case "Time" -> new java.sql.Time(1);
            case "Timestamp" -> new java.sql.Timestamp(1);
            case "Calendar" -> java.util.Calendar.getInstance();
            case "BigDecimal" -> new java.math.BigDecimal("1.5");
            case "InputStream" -> java.io.InputStream.nullInputStream();
            case "Reader" -> java.io.Reader.nullReader();
            case "PrintWriter" -> new java.io.PrintWriter(java.io.Writer.nullWriter());
            case "URL" -> url();
            case "Logger" -> java.util.logging.Logger.getAnonymousLogger();
            case "SQLWarning" -> new java.sql.SQLWarning();
            default -> throw new AssertionError("no example of " + type);
        };
    }

    private static Object number(Class<?> type) {
        return switch (type.getName()) {
            case "byte" -> (byte) 7;
            case "short" -> (short) 7;
            case "int" -> 1_007;
            case "long" -> 1_000_007L;
            case "float" -> 7.5f;
            default -> 7.25;
        };
    }

    private static Object url() {
        try {
            return java.net.URI.create("file:/x").toURL();
        } catch (java.net.MalformedURLException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private record Call(Method method, Object[] arguments) {}

    private static final class Driver {
        private final List<Call> calls = new ArrayList<>();
        private Object result;
        private Throwable failure;

        <T> T object(Class<T> type) {
            return type.cast(
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "equals":
                                return proxy == arguments[0];
                            case "hashCode":
                                return System.identityHashCode(proxy);
                            case "toString":
                                return "driver's " + type.getSimpleName();
                            default:
                                calls.add(new Call(method, arguments == null ? new Object[0] : arguments));
                                if (failure != null) {
                                    throw failure;
                                }
                                return result;
                        }
                    }));
        }
    }
}
