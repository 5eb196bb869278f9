package org.topostream.producers.scan.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.folder.VolumeFormat;
import org.topostream.producers.scan.nifti.FileNumbering;
import org.topostream.producers.scan.philips.ParRecFile;

/// PAR/REC pairs of Philips scanners, of one dynamic or of a run.
public final class ParRecFormat implements VolumeFormat {
    private final FileNumbering numbering;

    /// @param first the number in the name of a run's first volume
    public ParRecFormat(int first) {
        numbering = FileNumbering.trailing(first);
    }

    @Override
    public boolean accepts(Path file) {
        return ParRecFile.isPar(file);
    }

    @Override
    public boolean isWhole(Path file) {
        return true;
    }

    @Override
    public List<ScannedVolume> read(Path file) throws BadScanException, IOException {
        ParRecFile pair = ParRecFile.open(file, FileSeries.of(file).series(), numbering);
        List<ScannedVolume> volumes = new ArrayList<>();
        for (int number : pair.numbers()) {
            volumes.add(pair.volume(number));
        }
        return volumes;
    }

    @Override
    public List<Path> companions(Path file) {
        String name = String.valueOf(file.getFileName());
        String extension = name.substring(name.length() - 4);
        String other = extension.equals(extension.toUpperCase(Locale.ROOT)) ? ".REC" : ".rec";
        return List.of(file.resolveSibling(name.substring(0, name.length() - 4) + other));
    }
}
