package org.topostream.producers.scan.nifti;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;

/// The volumes of a 4-D NIfTI file, one at a time, also while other software still appends to it.
///
/// A volume is given once all its bytes are there, whatever `dim[4]` says of a `.nii` or `.img`: it may be the number
/// planned, the number so far, or anything. Software that first makes the file as long as it will be, and then fills
/// it, is beyond this: its volumes look whole from the start. A `.nii.gz` gives nothing until its gzip stream has
/// ended, and then as many volumes as `dim[4]` says. For one thread.
public final class NiftiSeries implements AutoCloseable {
    private final Path file;
    private final String series;
    private int next;
    private Optional<Opened> opened = Optional.empty();
    /// How many there are to be: what a header tells that was ahead of the volumes from the start, and has not changed.
    private OptionalInt planned = OptionalInt.empty();

    private NiftiSeries(Path file, String series, int next) {
        this.file = file;
        this.series = series;
        this.next = next;
    }

    /// The file as it was when it was looked at last.
    private record Opened(NiftiHeader header, Path file, NiftiBytes bytes, int volumes) {}

    /// From the first volume on. Nothing is read yet; the file may still be absent.
    public static NiftiSeries open(Path file, String series) {
        return open(file, series, 0);
    }

    /// @param first number of the first volume to give, for those who had the others before
    /// @throws IllegalArgumentException where it is below 0
    public static NiftiSeries open(Path file, String series, int first) {
        if (first < 0) {
            throw new IllegalArgumentException("expected a volume number from 0, got " + first);
        }
        return new NiftiSeries(file, series, first);
    }

    /// The next volume, where it is whole by now; to be asked again where it is not.
    /// @throws BadScanException where the file is damaged, or no longer what it was
    public Optional<ScannedVolume> next() throws BadScanException {
        if (volumes() <= next) {
            look();
        }
        if (opened.isEmpty() || volumes() <= next) {
            return Optional.empty();
        }
        NiftiHeader header = opened.get().header();
        ByteBuffer stored = opened.get().bytes().read(header.begin(next), header.volumeBytes());
        ScannedVolume volume = header.volume(stored, series, next, planned);
        next++;
        return Optional.of(volume);
    }

    private int volumes() {
        return opened.map(Opened::volumes).orElse(0);
    }

    private void look() throws BadScanException {
        if (volumes() > 0 && isGzip()) {
            return;
        }
        Optional<NiftiHeader> read = NiftiHeaderReader.read(file);
        if (read.isEmpty()) {
            if (volumes() > 0) {
                throw new BadScanException(file + ": expected the header that it had, got none");
            }
            return;
        }
        NiftiHeader header = read.get();
        if (volumes() > 0 && !header.readsAs(opened.get().header())) {
            throw new BadScanException(file + ": expected the header that it had, got another (size, type, order, "
                    + "scale, offset or affine) after " + volumes() + " volumes");
        }
        Path intensities = NiftiPair.intensities(file, header);
        NiftiBytes bytes = isGzip() ? opened.get().bytes() : NiftiBytes.of(intensities);
        int volumes = bytes.wholeVolumes(header);
        if (volumes < volumes()) {
            throw new BadScanException(intensities + ": expected the " + volumes() + " volumes that it had, got "
                    + volumes);
        }
        if (opened.isEmpty()) {
            boolean ahead = bytes instanceof GzipBytes || header.volumes() > volumes + 1;
            planned = ahead ? OptionalInt.of(header.volumes()) : OptionalInt.empty();
        } else if (header.volumes() != opened.get().header().volumes()) {
            planned = OptionalInt.empty();
        }
        opened = Optional.of(new Opened(header, intensities, bytes, volumes));
    }

    private boolean isGzip() {
        return opened.isPresent() && opened.get().bytes() instanceof GzipBytes;
    }

    /// For when no more is to come: that the file is whole.
    /// @return how many volumes it has
    /// @throws BadScanException where the last is cut off, or there are fewer than the header says; those that are
    ///     there can still be had
    public int expectWhole() throws BadScanException {
        look();
        if (opened.isEmpty()) {
            throw new BadScanException(file + ": expected a whole header of 348 bytes (NIfTI-1) or 540 (NIfTI-2), got "
                    + "less: " + NiftiBytes.of(file).state());
        }
        NiftiHeader header = opened.get().header();
        NiftiBytes bytes = opened.get().bytes();
        boolean cutOff = header.volumes() < volumes() && !isGzip()
                && bytes.count(Long.MAX_VALUE).orElse(0) > header.begin(volumes());
        if (volumes() == 0 || header.volumes() > volumes() || cutOff) {
            throw new BadScanException(opened.get().file() + ": expected " + Math.max(1, header.volumes())
                    + " volumes of " + header.volumeBytes() + " bytes from byte " + header.offset() + " on, got "
                    + volumes() + " whole ones: " + bytes.state());
        }
        return volumes();
    }

    @Override
    public void close() {
        opened.ifPresent(last -> last.bytes().close());
    }
}
