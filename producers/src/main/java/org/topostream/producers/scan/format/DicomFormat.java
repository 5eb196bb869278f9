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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.dicom.DicomFile;
import org.topostream.producers.scan.dicom.DicomVolume;
import org.topostream.producers.scan.dicom.DicomVolumes;
import org.topostream.producers.scan.dicom.ImageKind;
import org.topostream.producers.scan.dicom.IncompleteVolume;
import org.topostream.producers.scan.folder.SeriesInfo;
import org.topostream.producers.scan.folder.VolumeFormat;

/// DICOM files: mosaics, files of many frames, or a slice each. A series of the scanner's is told apart by what its images
/// are of and by their echo, since each of them is counted by itself; of the magnitude of the first echo, or the only one,
/// the series has the scanner's own identifier alone.
public final class DicomFormat implements VolumeFormat {
    private static final Pattern NAME = Pattern.compile("[^.].*\\.(?:dcm|ima|mr|\\d+)|[^.]+");

    private final DicomVolumes volumes = new DicomVolumes();
    /// Read, and not yet in a complete volume; by file, its series.
    private final Map<Path, String> waiting = new HashMap<>();
    private final Map<String, SeriesInfo> infos = new HashMap<>();
    /// Of each series and kind, the first echo that came.
    private final Map<String, Double> echoes = new HashMap<>();

    @Override
    public boolean accepts(Path file) {
        return NAME.matcher(String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT)).matches();
    }

    @Override
    public boolean isWhole(Path file) {
        return true;
    }

    @Override
    public List<ScannedVolume> read(Path path) throws BadScanException, IOException {
        DicomFile file = DicomFile.read(path);
        long repeated = volumes.duplicates();
        List<DicomVolume> complete = volumes.add(file);
        if (complete.isEmpty() && volumes.duplicates() == repeated) {
            waiting.put(path, file.series());
        }
        Set<String> incomplete = volumes.incomplete().stream().map(IncompleteVolume::series)
                .collect(Collectors.toSet());
        waiting.values().removeIf(series -> !incomplete.contains(series));
        List<ScannedVolume> named = new ArrayList<>();
        for (DicomVolume volume : complete) {
            named.add(named(volume));
        }
        return named;
    }

    private ScannedVolume named(DicomVolume found) {
        ScannedVolume volume = found.volume();
        String counted = volume.series() + "/" + found.kind();
        double first = echoes.computeIfAbsent(counted, series -> found.echoTime());
        StringBuilder series = new StringBuilder(volume.series());
        if (found.kind() != ImageKind.MAGNITUDE) {
            series.append('-').append(kind(found.kind()));
        }
        if (found.echoTime() != first) {
            series.append("-echo").append(found.echoTime());
        }
        infos.put(series.toString(), new SeriesInfo(series.toString(), found.seriesNumber(), kind(found.kind())));
        return new ScannedVolume(series.toString(), volume.number(), volume.size(), volume.values(), volume.affine(),
                volume.seconds(), volume.acquiredAt(), volume.volumes());
    }

    private static String kind(ImageKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Set<Path> unfinished() {
        return Set.copyOf(waiting.keySet());
    }

    @Override
    public SeriesInfo describe(String series) {
        return Optional.ofNullable(infos.get(series)).orElseGet(() -> SeriesInfo.named(series));
    }
}
