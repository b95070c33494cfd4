/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.agent.AgentClient;
import io.ddspring.config.Configuration;
import io.ddspring.config.TracerSettings;
import io.ddspring.metrics.Fatal;
import io.ddspring.telemetry.StatusAction;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
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
    private final FlareEntries entries;
    private final Clock clock;
    private final Background background;
    private final LogCollection log;

    /** Held while one is made: each takes memory, and the application's threads stand still for a part of it. */
    private final ReentrantLock making = new ReentrantLock();

    private volatile Map<String, Object> lastSent = Map.of();

    /**
     * @param runtimeId identity of this process
     * @param agent gets the flares; opened and closed by others
     * @param entries the files besides the log and the summary
     * @param logTap where the library's log lines come from
     */
    public TracerFlare(
            Configuration configuration, String runtimeId, AgentClient agent, FlareEntries entries, LogTap logTap) {
        this(configuration, runtimeId, agent, entries, logTap, Clock.systemUTC(), new FlareThread());
    }

    TracerFlare(
            Configuration configuration,
            String runtimeId,
            AgentClient agent,
            FlareEntries entries,
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
            FlareFile flare = makeNext(task);
            sent.put("size-bytes", flare.content().length);
            intake.send(task, flare);
            sent.put("result", "sent");
            LOG.info("A flare of {} bytes was sent for case {}", flare.content().length, task.caseId());
        } catch (Throwable failure) {
            Fatal.rethrowIfFatal(failure);
            String why = FlareArchive.describe(failure);
            sent.put("result", why);
            LOG.warn("No flare was sent for case {}: {}", task.caseId(), why);
        }
        lastSent = sent;
    }

    private FlareFile makeNext(FlareTask task) throws IOException, InterruptedException {
        making.lockInterruptibly();
        try {
            return make("the Agent, for case " + task.caseId());
        } finally {
            making.unlock();
        }
    }

    /**
     * Makes a flare for a user of this application, on this thread.
     *
     * @throws StatusAction.BusyException when one is being made already
     */
    FlareFile makeForUser() throws IOException, StatusAction.BusyException {
        if (!making.tryLock()) {
            throw new StatusAction.BusyException("a flare is being made, try again when it is ready");
        }
        try {
            return make("a user of this application");
        } finally {
            making.unlock();
        }
    }

    private FlareFile make(String requestedBy) throws IOException {
        Instant started = clock.instant();
        LOG.debug("a flare is made for {}", requestedBy);
        FlareArchive archive = new FlareArchive(SecretMask.of(configuration));
        archive.add(log);
        try {
            for (FlareEntry entry : entries.all(archive::addError)) {
                archive.add(entry);
            }
        } catch (Throwable failure) {
            Fatal.rethrowIfFatal(failure);
            archive.addError("further files", failure);
        }
        archive.addErrors();
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
