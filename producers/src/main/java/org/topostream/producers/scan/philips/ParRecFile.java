package org.topostream.producers.scan.philips;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.nifti.FileNumbering;

/// A PAR/REC pair of Philips scanners, versions V4, V4.1 and V4.2: of one dynamic, or of a whole run. A dynamic is one
/// volume, of its magnitude images; phase and others are left out.
///
/// Intensities are displayed values (DV, "rescale slope" and "rescale intercept"). Affine and intensities are those
/// that NiBabel's *parrec* reads.
public final class ParRecFile {
    private final Path par;
    private final String series;
    private final ParHeader header;
    private final RecFile rec;
    private final ParTiming timing;
    private final double[] affine;
    /// By volume number.
    private final NavigableMap<Integer, List<ParImage>> volumes = new TreeMap<>();

    private ParRecFile(Path par, String series, ParHeader header, RecFile rec, List<ParImage> magnitude) {
        this.par = par;
        this.series = series;
        this.header = header;
        this.rec = rec;
        this.timing = new ParTiming(magnitude, header.repetition());
        this.affine = ParAffine.of(header);
    }

    /// Whether the name is that of a PAR file.
    public static boolean isPar(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".par");
    }

    /// Reads the PAR file; the REC file beside it has to be there, but may still be growing.
    /// @param numbering which volume of its series a pair of one dynamic has; the volumes of a run have the dynamics'
    ///     numbers, the first being 0
    /// @throws BadScanException where one of them is absent, the PAR file is damaged, or it has no magnitude images
    public static ParRecFile open(Path par, String series, FileNumbering numbering) throws BadScanException {
        ParHeader header = ParReader.read(par);
        List<ParImage> magnitude = header.images().stream().filter(image -> image.type() == ImageType.MAGNITUDE)
                .toList();
        if (magnitude.isEmpty()) {
            throw new BadScanException(par + ": expected magnitude images (image_type_mr 0 or 16), got "
                    + header.images().stream().map(ParImage::type).distinct().toList());
        }
        ParRecFile file = new ParRecFile(par, series, header, RecFile.beside(par), magnitude);
        if (!Arrays.stream(file.affine).allMatch(Double::isFinite)) {
            throw new BadScanException(par + ": expected an affine of finite numbers, got "
                    + Arrays.toString(file.affine));
        }
        boolean ofRun = header.dynamics() > 1
                || magnitude.stream().mapToInt(ParImage::dynamic).distinct().count() > 1;
        int number = ofRun ? 0 : numbering.number(par);
        for (ParImage image : magnitude) {
            file.volumes.computeIfAbsent(ofRun ? image.dynamic() - 1 : number, key -> new ArrayList<>()).add(image);
        }
        return file;
    }

    /// Numbers of the volumes that the PAR file tells of, ascending.
    public List<Integer> numbers() {
        return List.copyOf(volumes.keySet());
    }

    /// Reads a volume; others are not touched.
    /// @param number one of [#numbers]
    /// @throws BadScanException where slices are missing, or there is more than one image of a slice, as in scans of
    ///     several echoes; or the REC file has not all of it
    public ScannedVolume volume(int number) throws BadScanException {
        List<ParImage> images = volumes.get(number);
        if (images == null) {
            throw new IllegalArgumentException("expected the number of a volume, " + numbers() + ", got " + number);
        }
        ParGrid grid = header.grid();
        float[] values = rec.values(inOrder(images, number), grid);
        return new ScannedVolume(series, number, new int[]{grid.width(), grid.height(), header.slices()}, values,
                affine.clone(), timing.seconds(), timing.acquiredAt(images.getFirst().dynamic()),
                header.dynamics() > 1 ? OptionalInt.of(header.dynamics()) : OptionalInt.empty());
    }

    private List<ParImage> inOrder(List<ParImage> images, int number) throws BadScanException {
        ParImage[] slices = new ParImage[header.slices()];
        for (ParImage image : images) {
            if (image.slice() > slices.length) {
                throw new BadScanException(par + ": in line " + image.line() + ": expected " + slices.length
                        + " slices, got slice " + image.slice());
            }
            ParImage other = slices[image.slice() - 1];
            if (other != null) {
                throw new BadScanException(par + ": expected one magnitude image of slice " + image.slice()
                        + " in volume " + number + ", got lines " + other.line() + " and " + image.line()
                        + " (echoes " + other.echo() + " and " + image.echo() + ")");
            }
            slices[image.slice() - 1] = image;
        }
        if (images.size() < slices.length) {
            throw new BadScanException(par + ": expected " + slices.length + " slices of volume " + number + ", got "
                    + images.size());
        }
        return Arrays.asList(slices);
    }
}
