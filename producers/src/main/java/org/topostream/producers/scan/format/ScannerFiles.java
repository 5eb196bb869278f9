package org.topostream.producers.scan.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.folder.SeriesInfo;
import org.topostream.producers.scan.folder.VolumeFormat;

/// Files of several kinds in one folder: of each the first of the formats that accepts it.
public final class ScannerFiles implements VolumeFormat, AutoCloseable {
    private final List<VolumeFormat> formats;
    private final Map<String, VolumeFormat> bySeries = new HashMap<>();

    public ScannerFiles(List<VolumeFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    /// Whatever topostream reads.
    /// @param first the number in the names of a run's first volume, of files whose names number them
    public static ScannerFiles all(int first) {
        return new ScannerFiles(List.of(new NiftiFormat(first), new ParRecFormat(first), new DicomFormat()));
    }

    private Optional<VolumeFormat> format(Path file) {
        return formats.stream().filter(format -> format.accepts(file)).findFirst();
    }

    private VolumeFormat known(Path file) {
        return format(file).orElseThrow(() -> new IllegalArgumentException("no format accepts " + file));
    }

    @Override
    public boolean accepts(Path file) {
        return format(file).isPresent();
    }

    @Override
    public boolean isWhole(Path file) throws IOException {
        return known(file).isWhole(file);
    }

    @Override
    public List<ScannedVolume> read(Path file) throws BadScanException, IOException {
        VolumeFormat format = known(file);
        List<ScannedVolume> volumes = format.read(file);
        volumes.forEach(volume -> bySeries.put(volume.series(), format));
        return volumes;
    }

    @Override
    public Set<Path> unfinished() {
        Set<Path> unfinished = new HashSet<>();
        formats.forEach(format -> unfinished.addAll(format.unfinished()));
        return unfinished;
    }

    @Override
    public List<Path> companions(Path file) {
        return known(file).companions(file);
    }

    @Override
    public SeriesInfo describe(String series) {
        return Optional.ofNullable(bySeries.get(series)).map(format -> format.describe(series))
                .orElseGet(() -> SeriesInfo.named(series));
    }

    @Override
    public void close() throws IOException {
        for (VolumeFormat format : formats) {
            if (format instanceof NiftiFormat open) {
                open.close();
            }
        }
    }
}
