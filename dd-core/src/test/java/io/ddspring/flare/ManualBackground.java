/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.event.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs nothing by itself. */
final class ManualBackground implements Background {
    final List<Runnable> tasks = new ArrayList<>();
    final List<Timer> timers = new ArrayList<>();
    boolean full;

    static final class Timer {
        final Duration delay;
        final Runnable task;
        boolean cancelled;

        Timer(Duration delay, Runnable task) {
            this.delay = delay;
            this.task = task;
        }
    }

    @Override
    public boolean run(Runnable task) {
        return !full && tasks.add(task);
    }

    @Override
    public Subscription runAfter(Duration delay, Runnable task) {
        Timer timer = new Timer(delay, task);
        timers.add(timer);
        return () -> timer.cancelled = true;
    }

    /** Those that wait for this long, the earliest first. */
    List<Timer> timers(Duration delay) {
        return timers.stream().filter(timer -> timer.delay.equals(delay)).toList();
    }

    @Override
    public void close() {}
}
