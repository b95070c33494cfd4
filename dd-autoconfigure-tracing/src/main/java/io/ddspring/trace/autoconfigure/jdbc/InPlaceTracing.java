/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import io.ddspring.trace.sql.JdbcTracing;
import io.ddspring.trace.sql.TracedDataSource;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/** Traces a data source without replacing it, where that is possible: inside a pool, or at the targets it delegates to. */
final class InPlaceTracing {
    private final JdbcTracing tracing;

    InPlaceTracing(JdbcTracing tracing) {
        this.tracing = tracing;
    }

    /** Traces {@code dataSource} if that can be done without replacing it; harmless when it is traced already. */
    Outcome trace(@Nullable DataSource dataSource) {
        if (dataSource == null) {
            return Outcome.untraced("there is no target data source yet");
        }
        if (dataSource instanceof TracedDataSource || ConnectionInterceptor.advises(dataSource)) {
            return Outcome.traced("traced before");
        }
        if (AopProxyUtils.getSingletonTarget(dataSource) instanceof DataSource target) {
            return trace(target);
        }
        if (HikariPools.include(dataSource)) {
            return HikariTracing.trace(dataSource, tracing);
        }
        if (dataSource instanceof AbstractRoutingDataSource routing) {
            return traceTargets(routing);
        }
        if (dataSource instanceof DelegatingDataSource delegating) {
            return traceTarget(delegating);
        }
        return Outcome.untraced(dataSource.getClass().getName() + " can only be replaced");
    }

    private Outcome traceTarget(DelegatingDataSource delegating) {
        Outcome target = trace(delegating.getTargetDataSource());
        return target.traced() ? Outcome.traced("target data source: " + target.detail()) : target;
    }

    private Outcome traceTargets(AbstractRoutingDataSource routing) {
        Set<DataSource> targets = targetsOf(routing);
        for (DataSource target : targets) {
            Outcome outcome = trace(target);
            if (!outcome.traced()) {
                return outcome;
            }
        }
        return targets.isEmpty()
                ? Outcome.untraced("it does not tell its target data sources")
                : Outcome.traced(targets.size() + " target data sources");
    }

    private static Set<DataSource> targetsOf(AbstractRoutingDataSource routing) {
        Set<DataSource> targets = new LinkedHashSet<>();
        try {
            targets.addAll(routing.getResolvedDataSources().values());
            DataSource fallback = routing.getResolvedDefaultDataSource();
            if (fallback != null) {
                targets.add(fallback);
            }
        } catch (IllegalStateException unresolved) {
            // It finds its targets in a way of its own.
        }
        return targets;
    }
}
