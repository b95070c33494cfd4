/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.agent.AgentClient;
import io.ddspring.config.Configuration;
import io.ddspring.config.TracerSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes flares: zip files with all that support staff need to know about the library in this application, without its
 * secrets. They are sent by way of the Agent when it says so, or left on disk when a user does. Thread-safe; until the
 * first one it costs nothing, afterwards there is a thread only while one is being made or log lines are collected.
 */
public final class TracerFlare implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TracerFlare.class);

    private final Configuration configuration;
    private final String runtimeId;
    private final FlareIntake intake;
    private final Supplier<List<FlareEntry>> entries;
    private final Clock clock;
    private final Background background;
    private final LogCollection log;
    private volatile Map<String, Object> lastSent = Map.of();

    /**
     * @param runtimeId identity of this process
     * @param agent gets the flares; opened and closed by others
     * @param entries asked for each flare; of two with the same name the first counts
     * @param logTap where the library's log lines come from
     */
    public TracerFlare(
            Configuration configuration,
            String runtimeId,
            AgentClient agent,
            Supplier<List<FlareEntry>> entries,
            LogTap logTap) {
        this(configuration, runtimeId, agent, entries, logTap, Clock.systemUTC(), new FlareThread());
    }

    TracerFlare(
            Configuration configuration,
            String runtimeId,
            AgentClient agent,
            Supplier<List<FlareEntry>> entries,
            LogTap logTap,
            Clock clock,
            Background background) {
        this.configuration = configuration;
        this.runtimeId = runtimeId;
        this.intake = new FlareIntake(agent);
        this.entries = entries;
        this.clock = clock;
        this.background = background;
        this.log = new LogCollection(logTap, background, clock);
    }

    /** Begins to collect the library's log lines, or goes on for another 20 minutes. */
    void prepare() {
        log.begin();
    }

    /** Ends the collection of log lines; nothing when there is none. */
    void cleanUp() {
        log.end();
    }

    /** Makes and sends a flare on another thread; answers false, and does not, when too many are waiting. */
    boolean send(FlareTask task) {
        return background.run(() -> sendNow(task));
    }

    private void sendNow(FlareTask task) {
        Map<String, Object> sent = new LinkedHashMap<>();
        sent.put("case-id", task.caseId());
        sent.put("time", clock.instant().toString());
        try {
            FlareFile flare = make("the Agent, for case " + task.caseId());
            sent.put("size-bytes", flare.content().length);
            intake.send(task, flare);
            sent.put("result", "sent");
            LOG.info("A flare of {} bytes was sent for case {}", flare.content().length, task.caseId());
        } catch (IOException failure) {
            sent.put("result", failure.toString());
            LOG.warn("No flare was sent for case {}: {}", task.caseId(), failure.toString());
        }
        lastSent = sent;
    }

    /**
     * Writes a flare to a new file in {@code directory} that only the user of this process can read.
     *
     * @return path, size in bytes and entries, for people
     * @throws IOException when it cannot be written
     */
    Map<String, Object> writeTo(Path directory) throws IOException {
        FlareFile flare = make("a user of this application");
        String prefix = flare.name().substring(0, flare.name().lastIndexOf('.')) + "-";
        // The random part keeps others from putting something else there before.
        Path file = Files.createTempFile(directory, prefix, ".zip");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(flare.content());
        }
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("path", file.toAbsolutePath().toString());
        written.put("size", flare.content().length);
        written.put("entries", flare.entries());
        written.put("failed", flare.failed());
        return written;
    }

    private FlareFile make(String requestedBy) throws IOException {
        Instant started = clock.instant();
        LOG.debug("a flare is made for {}", requestedBy);
        FlareArchive archive = new FlareArchive(SecretMask.of(configuration));
        archive.add(log);
        try {
            for (FlareEntry entry : entries.get()) {
                archive.add(entry);
            }
        } catch (RuntimeException failure) {
            archive.add(FlareEntry.of("errors.txt", out -> out.write("no further files: " + failure + "\n")));
        }
        archive.add(FlareEntry.of("flare_info.txt", out -> out.write(info(requestedBy, started, archive))));
        String name = "dd-java-flare-" + runtimeId + "-" + started.toEpochMilli() + ".zip";
        return new FlareFile(name, archive.finish(), archive.names(), archive.failed());
    }

    private String info(String requestedBy, Instant started, FlareArchive archive) {
        TracerSettings settings = TracerSettings.from(configuration);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("Requested by", requestedBy);
        facts.put("Started", started);
        facts.put("Completed", clock.instant());
        facts.put("Service", settings.service());
        facts.put("Environment", settings.env());
        facts.put("Version", settings.version());
        facts.put("Runtime id", runtimeId);
        facts.put("Log", log.status());
        facts.put("Files that failed", archive.failed());
        return facts.entrySet().stream()
                .map(fact -> fact.getKey() + ": " + fact.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** Whether log lines are collected, and how the last flare was sent. */
    Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("log", log.status());
        if (!lastSent.isEmpty()) {
            status.put("last-sent", lastSent);
        }
        return status;
    }

    /** Ends everything that is under way, and the collection of log lines. A second call does nothing. */
    @Override
    public void close() {
        log.end();
        background.close();
    }
}
