/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import io.ddspring.trace.Tracer;
import java.util.function.Supplier;

/**
 * What the traced data sources of one application share. Thread-safe.
 *
 * <pre>{@code
 * JdbcTracing tracing = new JdbcTracing(() -> tracer, () -> settings);
 * DataSource traced = new TracedDataSource(dataSource, tracing.connectionsOf(DataSourceFacts.NONE));
 * }</pre>
 */
public final class JdbcTracing {
    private final Supplier<Tracer> tracer;
    private final Supplier<JdbcSettings> settings;
    private final SqlTextCache texts = new SqlTextCache();

    /**
     * Makes spans with the given tracer.
     *
     * @param tracer asked for every span, so it has to be quick; with {@link Tracer#noop()} nothing is recorded
     * @param settings asked when something new is learned about a database
     */
    public JdbcTracing(Supplier<Tracer> tracer, Supplier<JdbcSettings> settings) {
        this.tracer = tracer;
        this.settings = settings;
    }

    /** Traces connections of one data source. */
    public ConnectionTracer connectionsOf(DataSourceFacts facts) {
        return new ConnectionTracer(tracer, texts, new DatabaseFinder(facts, settings));
    }
}
