/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig.autoconfigure;

import io.ddspring.remoteconfig.PollStatus;
import io.ddspring.remoteconfig.RemoteConfigClient;
import io.ddspring.remoteconfig.RemoteConfigProduct;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/** Begins to ask after everything else has started, if there is anybody to ask, and ceases before anything else stops. */
final class RemoteConfigLifecycle implements SmartLifecycle {
    private final RemoteConfigClient client;
    private final ObjectProvider<RemoteConfigProduct> products;
    private final ApplicationEventPublisher events;
    private final boolean needed;
    private boolean registered;
    private volatile boolean running;

    RemoteConfigLifecycle(
            RemoteConfigClient client,
            boolean needed,
            ObjectProvider<RemoteConfigProduct> products,
            ApplicationEventPublisher events) {
        this.client = client;
        this.needed = needed;
        this.products = products;
        this.events = events;
    }

    @Override
    public void start() {
        if (needed) {
            if (!registered) {
                registered = true;
                client.registerWhenStarted(() -> products.orderedStream().toList());
                client.onUpdate(this::publish);
            }
            client.start();
        }
        running = true;
    }

    private void publish() {
        PollStatus status = client.status();
        events.publishEvent(new DatadogRemoteConfigAppliedEvent(this, status.configs()));
    }

    @Override
    public void stop() {
        running = false;
        client.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
