/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A product that notes what it is told. */
final class RecordingProduct implements RemoteConfigProduct {
    private final String name;
    private final List<String> calls = new ArrayList<>();
    private String refusal = "";
    private boolean removesFirst;
    private @Nullable Duration interval;
    private Runnable applying = () -> {};
    private @Nullable RuntimeException incapable;

    RecordingProduct(String name) {
        this.name = name;
    }

    RecordingProduct refuses(String reason) {
        refusal = reason;
        return this;
    }

    RecordingProduct removesFirst(boolean wanted) {
        removesFirst = wanted;
        return this;
    }

    /** Does that whenever it is given a configuration. */
    RecordingProduct applying(Runnable action) {
        applying = action;
        return this;
    }

    RecordingProduct every(Duration wanted) {
        interval = wanted;
        return this;
    }

    RecordingProduct without(RuntimeException reason) {
        incapable = reason;
        return this;
    }

    /** What it was told since the last question, for example {@code apply cfg-a {}}, {@code commit}. */
    List<String> calls() {
        List<String> told = List.copyOf(calls);
        calls.clear();
        return told;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public @Nullable Duration pollInterval() {
        return interval;
    }

    @Override
    public Set<Capability> capabilities() {
        if (incapable != null) {
            throw incapable;
        }
        return EnumSet.of(Capability.APM_TRACING_SAMPLE_RATE);
    }

    @Override
    public void apply(RemoteConfig config) throws RemoteConfigException {
        calls.add("apply " + config.path().configId() + " " + new String(config.content(), StandardCharsets.UTF_8));
        applying.run();
        if (!refusal.isEmpty()) {
            throw new RemoteConfigException(refusal);
        }
    }

    @Override
    public void remove(RemoteConfigPath path) {
        calls.add("remove " + path.configId());
    }

    @Override
    public void commit() {
        calls.add("commit");
    }

    @Override
    public boolean removesFirst() {
        return removesFirst;
    }
}
