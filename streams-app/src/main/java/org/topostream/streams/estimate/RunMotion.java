package org.topostream.streams.estimate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.topostream.factortopy.motion.MotionEstimator;
import org.topostream.factortopy.motion.RigidMotion;
import org.topostream.factortopy.motion.ScannedImage;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Volume;
import org.topostream.streams.BadRecordException;

/// Motion parameters of volumes whose source tells none, from the volumes themselves: of the whole volume, before its
/// voxels are picked. A run is registered to its first volume that came, which is kept for that; whether it is, that
/// volume decides for the whole run, whatever the options are after a restart.
final class RunMotion {
    private static final int AXES = 3;

    private final RunStore store;
    private final EstimateOptions.MotionSource from;
    /// Of runs that are registered; nothing for those that are not.
    private final Map<String, Optional<MotionEstimator>> estimators = new HashMap<>();

    RunMotion(RunStore store, EstimateOptions.MotionSource from) {
        this.store = store;
        this.from = from;
    }

    /// `[6]` of a volume; nothing where those count that came with it, if any.
    /// @param values  of the whole volume, as they came
    /// @param isFirst whether nothing has been counted in of its run
    /// @throws BadRecordException where it cannot be registered, but its run is
    Optional<List<Double>> of(Volume volume, float[] values, boolean isFirst) throws BadRecordException {
        if (isFirst) {
            boolean wanted = from == EstimateOptions.MotionSource.ESTIMATE && volume.getMotion() == null;
            estimators.put(volume.getRun(), wanted && isWhole(volume)
                    ? MotionEstimator.of(image(volume, values))
                    : Optional.empty());
        }
        Optional<MotionEstimator> estimator = estimators.computeIfAbsent(volume.getRun(), run -> store.reference(run)
                .flatMap(whole -> MotionEstimator.of(image(whole, Tensors.floats(whole.getValues())))));
        if (estimator.isEmpty()) {
            return Optional.empty();
        }
        if (!isWhole(volume)) {
            throw new BadRecordException(VoxelSampler.name(volume) + " has the shape " + volume.getValues().getShape()
                    + ", expected a whole volume [Z, Y, X] as the run's first");
        }
        RigidMotion motion = isFirst ? RigidMotion.none() : estimator.get().estimate(image(volume, values));
        return Optional.of(Arrays.stream(motion.parameters()).boxed().toList());
    }

    /// The first volume of a run has been counted in: where others will be registered to it, it is kept.
    void begun(Volume volume) {
        if (estimators.getOrDefault(volume.getRun(), Optional.empty()).isPresent()) {
            store.reference(volume);
        }
    }

    private static boolean isWhole(Volume volume) {
        return volume.getValues().getShape().size() == AXES;
    }

    private static ScannedImage image(Volume volume, float[] values) {
        List<Integer> shape = volume.getValues().getShape();
        return new ScannedImage(new int[]{shape.get(2), shape.get(1), shape.get(0)}, values,
                volume.getAffine().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /// Frees what is in memory of a run.
    void forget(String run) {
        estimators.remove(run);
    }
}
