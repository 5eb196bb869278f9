package org.topostream.producers.scan.dicom;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;

/// Siemens' mosaics: all slices of a volume side by side in one image, as many along rows as along columns.
///
/// The position that the file says is that of an image as large as the mosaic, around the same centre as each slice;
/// half the difference leads to the first pixel of the first slice (NiBabel's manual, *Siemens mosaic format*). Which
/// way slices follow each other only the CSA header tells.
final class MosaicReader {
    private static final double PARALLEL = 0.99;

    private MosaicReader() {}

    static DicomVolume read(DicomFile file) throws BadScanException {
        DicomDataSet elements = file.elements();
        DicomPixels pixels = DicomPixels.of(elements);
        Map<String, List<String>> csa = csa(file);
        int images = images(elements, csa);
        int tiles = (int) Math.ceil(Math.sqrt(images));
        if (pixels.frames() != 1 || pixels.rows() % tiles != 0 || pixels.columns() % tiles != 0) {
            throw elements.bad("expected a mosaic of " + tiles + " x " + tiles + " images for " + images
                    + " slices, got " + pixels.frames() + " of " + pixels.rows() + " x " + pixels.columns()
                    + " pixels");
        }
        int[] size = {pixels.columns() / tiles, pixels.rows() / tiles, images};
        SlicePlane plane = SlicePlane.of(elements, elements, elements)
                .moved((pixels.columns() - size[0]) / 2.0, (pixels.rows() - size[1]) / 2.0);
        float[] mosaic = new float[pixels.area()];
        pixels.read(0, Rescale.of(elements), mosaic, 0);
        ScannedVolume volume = new ScannedVolume(file.series(), Repetition.number(elements), size,
                values(mosaic, size, tiles), plane.affine(step(elements, plane, csa)), Repetition.seconds(elements),
                DicomTime.of(elements), Repetition.count(elements));
        return new DicomVolume(file.seriesNumber(), ImageKind.of(elements),
                elements.positive(DicomTag.ECHO_TIME).orElse(0), volume);
    }

    private static Map<String, List<String>> csa(DicomFile file) throws BadScanException {
        Optional<DicomValue> header = file.elements().value(DicomTag.SIEMENS_CSA_IMAGE_HEADER);
        return header.isPresent() ? CsaHeader.read(file.name(), header.get().bytes()) : Map.of();
    }

    private static int images(DicomDataSet elements, Map<String, List<String>> csa) throws BadScanException {
        OptionalInt images = elements.whole(DicomTag.SIEMENS_IMAGES_IN_MOSAIC);
        if (images.isEmpty()) {
            String said = csa.getOrDefault(CsaHeader.IMAGES, List.of()).stream().findFirst().orElse("");
            images = said.matches("\\d{1,6}") ? OptionalInt.of(Integer.parseInt(said)) : images;
        }
        if (images.orElse(0) < 1) {
            throw elements.bad("expected how many images a mosaic has, as " + DicomTag.SIEMENS_IMAGES_IN_MOSAIC
                    + " or in the CSA header, got neither");
        }
        return images.getAsInt();
    }

    private static float[] values(float[] mosaic, int[] size, int tiles) {
        float[] values = new float[size[0] * size[1] * size[2]];
        for (int slice = 0; slice < size[2]; slice++) {
            for (int row = 0; row < size[1]; row++) {
                int from = (slice / tiles * size[1] + row) * tiles * size[0] + slice % tiles * size[0];
                System.arraycopy(mosaic, from, values, (slice * size[1] + row) * size[0], size[0]);
            }
        }
        return values;
    }

    private static double[] step(DicomDataSet elements, SlicePlane plane, Map<String, List<String>> csa)
            throws BadScanException {
        double[] normal = plane.normal();
        double[] said = vector(csa.getOrDefault(CsaHeader.NORMAL, List.of()));
        if (Math.abs(SlicePlane.dot(normal, said)) < PARALLEL) {
            throw elements.bad("expected a unit vector at a right angle to the slices as " + CsaHeader.NORMAL + " of "
                    + DicomTag.SIEMENS_CSA_IMAGE_HEADER + ", got none: which way slices follow each other is unknown;"
                    + " the scanner should send enhanced files or the header");
        }
        OptionalDouble spacing = SliceOrder.spacing(elements);
        if (spacing.isEmpty()) {
            throw elements.bad("expected " + DicomTag.SPACING_BETWEEN_SLICES + " or " + DicomTag.SLICE_THICKNESS
                    + ", got neither");
        }
        double signed = Math.copySign(spacing.getAsDouble(), SlicePlane.dot(normal, said));
        return new double[]{signed * normal[0], signed * normal[1], signed * normal[2]};
    }

    /// Zeros where these are not three numbers.
    private static double[] vector(List<String> values) {
        double[] vector = new double[3];
        if (values.size() != vector.length
                || !values.stream().allMatch(value -> value.matches("[+-]?\\d{1,9}(\\.\\d{1,18})?"))) {
            return vector;
        }
        for (int axis = 0; axis < vector.length; axis++) {
            vector[axis] = Double.parseDouble(values.get(axis));
        }
        return vector;
    }
}
