package org.topostream.tests.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.MemberDescription;

/// Does what goes wrong in a lab.
final class Injector {
    private static final Duration PAUSE = Duration.ofMillis(7_500);
    private static final Duration DOWN = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final int DAMAGED_SLOTS = 20;

    private final Cluster cluster;
    private final Lab lab;
    private final Optional<ExampleDisk> disk;
    private final ExampleFiles examples;
    private final Flow flow;
    private final int featureBytes;
    private int variant;

    /// @param disk         where the trainer's examples lie, if it can be full
    /// @param featureBytes of one stimulus
    Injector(Cluster cluster, Lab lab, Optional<ExampleDisk> disk, ExampleFiles examples, Flow flow, int featureBytes) {
        this.cluster = cluster;
        this.lab = lab;
        this.disk = disk;
        this.examples = examples;
        this.flow = flow;
        this.featureBytes = featureBytes;
    }

    /// @param drawn whatever is to be chosen is chosen from this number
    /// @return since when the fault is over, in [System#nanoTime]
    long strike(FaultPlan.Fault drawn) throws InterruptedException, IOException {
        variant = drawn.variant();
        return drawn.kind().strike(this);
    }

    private boolean heads() {
        boolean heads = variant % 2 == 0;
        variant /= 2;
        return heads;
    }

    /// `kill -9`.
    long kill(Part part) throws InterruptedException {
        long since = System.nanoTime();
        lab.kill(part);
        return since;
    }

    /// Suspended for longer than the group waits for a member.
    long pause(Part part) throws InterruptedException {
        Child child = lab.running(part);
        child.suspend();
        Thread.sleep(PAUSE);
        child.resume();
        return System.nanoTime();
    }

    /// A broker that leads no controllers is killed and started again.
    long killBroker() throws InterruptedException {
        return bounce(cluster.other(variant));
    }

    /// The broker that leads the controllers is killed and started again.
    long killController() throws InterruptedException {
        return bounce(cluster.controller());
    }

    private long bounce(int broker) throws InterruptedException {
        long since = System.nanoTime();
        cluster.killBroker(broker);
        if (heads()) {
            Thread.sleep(DOWN);
        }
        cluster.restartBroker(broker);
        return since;
    }

    /// The registry is killed and started again. In every other case a part is killed while it is away, and can only come
    /// back with it.
    long registryDown() throws InterruptedException, IOException {
        long since = System.nanoTime();
        boolean withPart = heads();
        cluster.killRegistry();
        if (withPart) {
            lab.kill(Part.values()[variant % Part.values().length]);
        }
        Thread.sleep(DOWN);
        cluster.restartRegistry();
        return withPart ? System.nanoTime() : since;
    }

    /// A second instance joins; once all flows with it, it leaves, or is killed.
    long rebalance(Part part) throws InterruptedException {
        Set<String> before = members(part);
        Child visitor = lab.visitor(part);
        long end = System.nanoTime() + PATIENCE.toNanos();
        // One that was killed shortly before is still counted, and this one takes its place: a new member is what tells.
        while (before.containsAll(members(part))) {
            if (System.nanoTime() > end) {
                visitor.kill();
                throw new IllegalStateException("the second instance of " + part.command() + " does not join");
            }
            Thread.sleep(LOOK_EVERY);
        }
        flow.await(PATIENCE);
        long since = System.nanoTime();
        if (heads()) {
            visitor.kill();
        } else {
            visitor.stop();
        }
        return since;
    }

    /// Who is in the part's consumer group, each under a name that a process that takes another's place does not share.
    private Set<String> members(Part part) throws InterruptedException {
        try {
            Collection<String> groups = cluster.admin().listGroups().all().get().stream()
                    .map(group -> group.groupId()).filter(id -> id.contains(part.command())).toList();
            return cluster.admin().describeConsumerGroups(groups).all().get().values().stream()
                    .flatMap(group -> group.members().stream()).map(MemberDescription::consumerId)
                    .collect(Collectors.toSet());
        } catch (ExecutionException e) {
            throw new IllegalStateException("the members of " + part.command() + "'s group are not told", e.getCause());
        }
    }

    /// No byte of the trainer's disk is free until it has complained; then there is room again.
    long fillDisk() throws InterruptedException, IOException {
        ExampleDisk full = disk.orElseThrow();
        long from = lab.logBytes(Part.TRAIN);
        full.fill();
        try {
            lab.awaitLog(Part.TRAIN, from, "No space left", PATIENCE);
        } finally {
            full.free();
        }
        return System.nanoTime();
    }

    /// The end of one of the trainer's files is gone, not at a slot's border.
    long cutExamples() throws InterruptedException, IOException {
        boolean features = heads();
        String file = features ? ExampleFiles.FEATURES : ExampleFiles.RESPONSES;
        int slot = features ? featureBytes : 4 * FaultExperiment.VOXELS;
        return spoil(() -> examples.cut(file, (long) (variant % DAMAGED_SLOTS) * slot + slot / 3));
    }

    /// Bytes of the last slots of one of the trainer's files are others.
    long damageExamples() throws InterruptedException, IOException {
        boolean features = heads();
        String file = features ? ExampleFiles.FEATURES : ExampleFiles.RESPONSES;
        int slot = features ? featureBytes : 4 * FaultExperiment.VOXELS;
        return spoil(() -> examples.damage(file, (long) DAMAGED_SLOTS * slot, slot / 2));
    }

    private interface Spoiler {
        void spoil() throws IOException;
    }

    /// In every other case the trainer is killed as well, and finds the file so when it starts.
    private long spoil(Spoiler spoiler) throws InterruptedException, IOException {
        long since = System.nanoTime();
        boolean withKill = heads();
        spoiler.spoil();
        if (withKill) {
            lab.kill(Part.TRAIN);
        }
        return since;
    }

    /// What the kinds need that is not there.
    List<FaultKind> impossible() {
        return disk.isPresent() ? List.of() : List.of(FaultKind.DISK_FULL);
    }
}
