package org.topostream.producers.scan.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.folder.VolumeFormat;
import org.topostream.producers.scan.nifti.FileNumbering;
import org.topostream.producers.scan.nifti.NiftiFile;
import org.topostream.producers.scan.nifti.NiftiSeries;

/// NIfTI files: one volume each, whose names end with its number, or runs in one file, which may still grow.
public final class NiftiFormat implements VolumeFormat, AutoCloseable {
    private final FileNumbering numbering;
    private final Map<Path, Growing> growing = new HashMap<>();

    /// @param first the number in the name of a run's first volume
    public NiftiFormat(int first) {
        numbering = FileNumbering.trailing(first);
    }

    private static final class Growing {
        private final NiftiSeries series;
        private int volumes;
        private boolean whole;

        Growing(NiftiSeries series) {
            this.series = series;
        }
    }

    @Override
    public boolean accepts(Path file) {
        return NiftiFile.isNifti(file);
    }

    /// A file is tried: what is not whole gives no volume, and is asked again when it has changed.
    @Override
    public boolean isWhole(Path file) {
        return true;
    }

    @Override
    public List<ScannedVolume> read(Path file) throws BadScanException, IOException {
        Growing run = growing.computeIfAbsent(file,
                name -> new Growing(NiftiSeries.open(name, FileSeries.whole(name))));
        List<ScannedVolume> volumes = new ArrayList<>();
        try {
            for (Optional<ScannedVolume> next = run.series.next(); next.isPresent(); next = run.series.next()) {
                volumes.add(next.get());
            }
        } catch (BadScanException e) {
            forget(file);
            throw e;
        }
        if (run.volumes == 0 && volumes.isEmpty()) {
            forget(file);
            throw new BadScanException(file + ": expected a whole volume, got less");
        }
        FileSeries name = FileSeries.of(file);
        if (run.volumes == 0 && volumes.size() == 1 && name.number().isPresent()
                && volumes.getFirst().volumes().orElse(1) == 1) {
            forget(file);
            return List.of(NiftiFile.read(file, name.series(), numbering));
        }
        run.volumes += volumes.size();
        run.whole = !volumes.isEmpty() && volumes.getLast().volumes().orElse(Integer.MAX_VALUE) <= run.volumes;
        return volumes;
    }

    private void forget(Path file) {
        Optional.ofNullable(growing.remove(file)).ifPresent(run -> run.series.close());
    }

    /// Runs whose last volume has not come, as far as they tell how many there are.
    @Override
    public Set<Path> unfinished() {
        return growing.entrySet().stream().filter(entry -> !entry.getValue().whole).map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /// Of a pair, the intensities.
    @Override
    public List<Path> companions(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.toLowerCase(Locale.ROOT).contains(".hdr")
                ? List.of(file.resolveSibling(name.replaceFirst("(?i)\\.hdr", ".img")))
                : List.of();
    }

    @Override
    public void close() {
        growing.values().forEach(run -> run.series.close());
        growing.clear();
    }
}
