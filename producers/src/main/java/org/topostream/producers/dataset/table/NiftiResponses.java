package org.topostream.producers.dataset.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.nifti.NiftiInfo;
import org.topostream.producers.scan.nifti.NiftiSeries;
import org.topostream.producers.subjects.VoxelMask;

/// Responses of the voxels within a mask in a 4-D NIfTI file, a volume for each trial. One after the other they are
/// read as they lie in the file; whoever goes back in a gzipped one waits until it is unpacked from its start.
public final class NiftiResponses implements ResponseTable {
    private final Path file;
    private final VoxelMask mask;
    private final int trials;
    private NiftiSeries series;
    private int next;

    private NiftiResponses(Path file, VoxelMask mask, int trials) {
        this.file = file;
        this.mask = mask;
        this.trials = trials;
        series = open(file, 0);
    }

    private static NiftiSeries open(Path file, int first) {
        return NiftiSeries.open(file, String.valueOf(file.getFileName()), first);
    }

    /// @param placed whether the file's affine must be the mask's; of some datasets it is known to be wrong
    /// @throws BadScanException where the file is absent, no such file, or of other volumes than the mask
    public static NiftiResponses open(Path file, VoxelMask mask, boolean placed) throws BadScanException {
        NiftiInfo info = NiftiInfo.read(file);
        if (!Arrays.equals(info.size(), mask.size()) || (placed && !mask.isOf(info.size(), info.affine()))) {
            throw new BadScanException(file + ": expected volumes of the size"
                    + (placed ? " and the affine of " : " of ")
                    + mask.file() + ", " + Arrays.toString(mask.size()) + ", got " + Arrays.toString(info.size()));
        }
        return new NiftiResponses(file, mask, info.volumes());
    }

    @Override
    public int trials() {
        return trials;
    }

    @Override
    public int voxels() {
        return mask.count();
    }

    @Override
    public float[] trial(int trial) throws IOException {
        ResponseTable.require(this, trial);
        if (trial != next) {
            series.close();
            series = open(file, trial);
            next = trial;
        }
        float[] volume = series.next().orElseThrow(() -> new BadScanException(file + ": expected " + trials
                + " whole volumes, as its header says, got no volume " + trial)).values();
        next++;
        return mask.of(volume);
    }

    @Override
    public void close() {
        series.close();
    }
}
