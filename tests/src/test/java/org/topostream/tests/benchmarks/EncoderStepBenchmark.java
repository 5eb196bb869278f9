package org.topostream.tests.benchmarks;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import org.topostream.factortopy.encoder.StepReport;
import org.topostream.factortopy.encoder.TrainingSession;
import org.topostream.factortopy.verify.RandomProblem;

/// One training step, 12 layers of 768 channels. TESTING.md has the command.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(2)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
public class EncoderStepBenchmark {
    @Param({"1000", "37984"})
    private int voxels;

    @Param({"8", "32"})
    private int batch;

    @Param("auto")
    private String device = "auto";

    private RandomProblem problem;
    private TrainingSession session;

    @Setup
    public void start() {
        problem = RandomProblem.draw(voxels, 12, 768, 128, batch, 1);
        session = problem.session(device);
    }

    @Benchmark
    public StepReport step() {
        return session.step(problem.features(), problem.targets());
    }

    @TearDown
    public void stop() {
        session.close();
    }
}
