/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

/**
 * What traces begin with: all settings of the engine, and what follows from them. A trace keeps what it began with, also
 * when the tracer has another one by then. Immutable.
 */
final class TraceConfig {
    private final CoreTracer tracer;
    private final EngineSettings settings;
    private final ServiceName ownService;
    private final SharedTags commonTags;
    private final ChunkTags chunkTags;

    TraceConfig(CoreTracer tracer, EngineSettings settings, ProcessIdentity process, ExtraServices extraServices) {
        this.tracer = tracer;
        this.settings = settings;
        this.ownService = new ServiceName(settings.mapped(settings.service()), null);
        this.commonTags = settings.commonTags();
        this.chunkTags = new ChunkTags(settings, process, commonTags, extraServices);
    }

    CoreTracer tracer() {
        return tracer;
    }

    EngineSettings settings() {
        return settings;
    }

    /** The service of spans that set none. */
    ServiceName ownService() {
        return ownService;
    }

    /** The tags with which a span begins. */
    SharedTags commonTags() {
        return commonTags;
    }

    /** The tags that spans get when they are finished. */
    ChunkTags chunkTags() {
        return chunkTags;
    }
}
