/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A product that notes what it is told. */
final class RecordingProduct implements RemoteConfigProduct {
    private final String name;
    private final List<String> calls = new ArrayList<>();
    private String refusal = "";
    private boolean removesFirst;

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
    public Set<Capability> capabilities() {
        return EnumSet.of(Capability.APM_TRACING_SAMPLE_RATE);
    }

    @Override
    public void apply(RemoteConfig config) throws RemoteConfigException {
        calls.add("apply " + config.path().configId() + " " + new String(config.content(), StandardCharsets.UTF_8));
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
