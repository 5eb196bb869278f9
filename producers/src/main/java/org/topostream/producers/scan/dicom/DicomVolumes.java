package org.topostream.producers.scan.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.topostream.producers.scan.BadScanException;

/// Turns DICOM files, given one at a time and in any order, into volumes: Siemens' mosaics, enhanced files of many
/// frames, and files of one slice each.
///
/// Volumes come in the order in which they become complete; their numbers are the source's. Of every slice it remembers
/// where it belongs and a digest, so that the same file again changes nothing, and another file for the same place is
/// refused. For one thread.
public final class DicomVolumes {
    /// Digests of the files that came, by place.
    private final Map<VolumeId, Map<Integer, String>> seen = new HashMap<>();
    private final Map<VolumeId, SliceStack> waiting = new LinkedHashMap<>();
    /// Of the first volume of each kind and echo of a series; the others are as large.
    private final Map<VolumeId, int[]> sizes = new HashMap<>();
    private long duplicates;

    /// Takes a file in.
    /// @return the volumes that it completes: none, one, or, of an enhanced file, many
    /// @throws BadScanException where it holds no volume or slice that can be placed, or another one for a place that
    ///         is taken; what came before stays as it was
    public List<DicomVolume> add(DicomFile file) throws BadScanException {
        List<DicomPiece> pieces = pieces(file);
        boolean isNew = false;
        for (DicomPiece piece : pieces) {
            check(file, piece);
            isNew |= !places(piece).containsKey(piece.place());
        }
        if (!isNew) {
            duplicates++;
            return List.of();
        }
        List<DicomVolume> complete = new ArrayList<>();
        for (DicomPiece piece : pieces) {
            seen.computeIfAbsent(piece.id(), absent -> new HashMap<>()).put(piece.place(), file.digest());
            sizes.putIfAbsent(piece.id().first(), piece.size());
            switch (piece) {
                case DicomPiece.Whole whole -> complete.add(whole.volume());
                case DicomPiece.Slice slice -> stack(file, slice, complete);
            }
        }
        return complete;
    }

    private static List<DicomPiece> pieces(DicomFile file) throws BadScanException {
        List<DicomPiece> pieces = new ArrayList<>();
        if (file.isEnhanced()) {
            for (DicomVolume volume : EnhancedReader.read(file)) {
                pieces.add(new DicomPiece.Whole(volume));
            }
        } else if (file.isMosaic()) {
            pieces.add(new DicomPiece.Whole(MosaicReader.read(file)));
        } else {
            pieces.add(SliceReader.read(file));
        }
        return pieces;
    }

    private Map<Integer, String> places(DicomPiece piece) {
        return seen.getOrDefault(piece.id(), Map.of());
    }

    private void check(DicomFile file, DicomPiece piece) throws BadScanException {
        Map<Integer, String> places = places(piece);
        boolean isTaken = places.containsKey(piece.place())
                ? !places.get(piece.place()).equals(file.digest())
                : !places.isEmpty() && (piece.place() == 0 || places.containsKey(0));
        if (isTaken) {
            throw new BadScanException(file.name() + ": expected " + what(piece)
                    + " once, or the same file again, got another file for it");
        }
        int[] size = sizes.getOrDefault(piece.id().first(), piece.size());
        if (!Arrays.equals(size, piece.size())) {
            throw new BadScanException(file.name() + ": expected columns, rows and slices " + Arrays.toString(size)
                    + " as in what came before, got " + Arrays.toString(piece.size()) + " for " + what(piece));
        }
    }

    private static String what(DicomPiece piece) {
        return piece.place() == 0 ? piece.id().toString() : "slice " + piece.place() + " (from 1) of " + piece.id();
    }

    /// A stack whose slices turn out not to fit each other is dropped: more slices will not mend it.
    private void stack(DicomFile file, DicomPiece.Slice slice, List<DicomVolume> complete) throws BadScanException {
        SliceStack stack = waiting.computeIfAbsent(slice.id(), id -> new SliceStack(id, slice.size()));
        stack.add(slice);
        if (stack.isComplete()) {
            waiting.remove(slice.id());
            complete.add(stack.volume(file.name()));
        }
    }

    /// The volumes of which some slices are missing, those first whose first slice came first. A volume of which
    /// nothing has come is not among them; its number is missing among the others.
    public List<IncompleteVolume> incomplete() {
        return waiting.values().stream().map(SliceStack::missing).toList();
    }

    /// How many files came again.
    public long duplicates() {
        return duplicates;
    }

    /// Forgets all that came of a series, when its run is over.
    /// @param series SeriesInstanceUID
    public void forget(String series) {
        seen.keySet().removeIf(id -> id.series().equals(series));
        waiting.keySet().removeIf(id -> id.series().equals(series));
        sizes.keySet().removeIf(id -> id.series().equals(series));
    }
}
