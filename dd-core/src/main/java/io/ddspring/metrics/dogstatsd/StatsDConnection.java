/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import io.ddspring.agent.DdThreads;
import io.ddspring.metrics.ServiceCheckStatus;
import io.ddspring.metrics.StatsDClient;
import io.ddspring.metrics.StatsDEvent;
import io.ddspring.vendor.statsd.Event;
import io.ddspring.vendor.statsd.NonBlockingStatsDClient;
import io.ddspring.vendor.statsd.NonBlockingStatsDClientBuilder;
import io.ddspring.vendor.statsd.ServiceCheck;
import io.ddspring.vendor.statsd.TagsCardinality;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An open connection, which is Datadog's client for Java with three threads of its own: one aggregates, one makes packets
 * of metrics, one sends them. Thread-safe; calls do not block. What makes no sense is thrown back.
 */
final class StatsDConnection implements StatsDClient {
    /** Buffers of the size of a packet, taken at once; the client's own default is 512. */
    private static final int PACKETS = 64;

    private final NonBlockingStatsDClient client;

    private StatsDConnection(NonBlockingStatsDClient client) {
        this.client = client;
    }

    /**
     * Opens a connection; looks up the host's name.
     *
     * @throws RuntimeException when it cannot be opened
     */
    static StatsDConnection open(DogStatsDSettings settings, DogStatsDAddress address, Losses losses) {
        NonBlockingStatsDClientBuilder builder = new DeliveringClient.Builder(losses);
        switch (address.transport()) {
            case UDP ->
                builder.addressLookup(
                        () -> new InetSocketAddress(InetAddress.getByName(address.target()), address.port()));
            case UNIX_SOCKET -> builder.address(address.url());
            case NAMED_PIPE -> builder.namedPipe(address.target());
        }
        builder.maxPacketSizeBytes(address.packetBytes())
                .queueSize(settings.queueSize())
                .bufferPoolSize(PACKETS)
                .constantTags(LineText.tags(settings.constantTags().toArray(new String[0])))
                .entityID(settings.origin().entityId())
                .originDetectionEnabled(settings.origin().detected())
                .enableTelemetry(false)
                .enableAggregation(true)
                .threadFactory(DdThreads.factory("statsd"));
        String cardinality = settings.origin().cardinality();
        if (!cardinality.isEmpty()) {
            builder.tagsCardinality(TagsCardinality.valueOf(cardinality.toUpperCase(Locale.ROOT)));
        }
        return new StatsDConnection(builder.build());
    }

    @Override
    public void count(String name, long delta, String... tags) {
        client.count(LineText.name(name), delta, LineText.tags(tags));
    }

    @Override
    public void count(String name, double delta, String... tags) {
        client.count(LineText.name(name), delta, LineText.tags(tags));
    }

    @Override
    public void countAt(String name, double delta, Instant time, String... tags) {
        client.countWithTimestamp(LineText.name(name), delta, time.getEpochSecond(), LineText.tags(tags));
    }

    @Override
    public void gauge(String name, long value, String... tags) {
        client.gauge(LineText.name(name), value, LineText.tags(tags));
    }

    @Override
    public void gauge(String name, double value, String... tags) {
        client.gauge(LineText.name(name), value, LineText.tags(tags));
    }

    @Override
    public void gaugeAt(String name, double value, Instant time, String... tags) {
        client.gaugeWithTimestamp(LineText.name(name), value, time.getEpochSecond(), LineText.tags(tags));
    }

    @Override
    public void histogram(String name, double value, double sampleRate, String... tags) {
        if (sampleRate >= 1) {
            client.recordHistogramValue(LineText.name(name), value, LineText.tags(tags));
        } else {
            client.recordHistogramValue(LineText.name(name), value, sampleRate, LineText.tags(tags));
        }
    }

    @Override
    public void distribution(String name, double value, double sampleRate, String... tags) {
        if (sampleRate >= 1) {
            client.recordDistributionValue(LineText.name(name), value, LineText.tags(tags));
        } else {
            client.recordDistributionValue(LineText.name(name), value, sampleRate, LineText.tags(tags));
        }
    }

    @Override
    public void time(String name, Duration duration, double sampleRate, String... tags) {
        long millis = millis(duration);
        if (sampleRate >= 1) {
            client.recordExecutionTime(LineText.name(name), millis, LineText.tags(tags));
        } else {
            client.recordExecutionTime(LineText.name(name), millis, sampleRate, LineText.tags(tags));
        }
    }

    private static long millis(Duration duration) {
        try {
            return duration.toMillis();
        } catch (ArithmeticException beyond) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    @Override
    public void set(String name, String value, String... tags) {
        client.recordSetValue(LineText.name(name), LineText.value(value), LineText.tags(tags));
    }

    @Override
    public void event(StatsDEvent event, String... tags) {
        Event.Builder builder = Event.builder()
                .withTitle(event.title())
                .withText(event.text())
                .withPriority(Event.Priority.valueOf(event.priority().name()))
                .withAlertType(Event.AlertType.valueOf(event.alertType().name()));
        Instant time = event.time();
        if (time != null) {
            builder.withDate(time.toEpochMilli());
        }
        if (event.hostname() != null) {
            builder.withHostname(LineText.tag(event.hostname()));
        }
        if (event.aggregationKey() != null) {
            builder.withAggregationKey(LineText.tag(event.aggregationKey()));
        }
        if (event.sourceType() != null) {
            builder.withSourceTypeName(LineText.tag(event.sourceType()));
        }
        client.recordEvent(builder.build(), LineText.tags(tags));
    }

    @Override
    public void serviceCheck(String name, ServiceCheckStatus status, @Nullable String message, String... tags) {
        ServiceCheck.Builder builder = ServiceCheck.builder()
                .withName(LineText.name(name))
                .withStatus(ServiceCheck.Status.valueOf(status.name()))
                .withTags(LineText.tags(tags));
        if (message != null && !message.isEmpty()) {
            builder.withMessage(message);
        }
        client.recordServiceCheckRun(builder.build());
    }

    @Override
    public void close() {
        client.stop();
    }
}
