package org.topostream.factortopy.surface;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A half of the cortex, and what the formats call it.
public enum Hemisphere {
    LEFT("left", "lh", "L", "CortexLeft"),
    RIGHT("right", "rh", "R", "CortexRight");

    private final String label;
    private final String freeSurfer;
    private final String letter;
    private final String gifti;
    private final Pattern inName;

    Hemisphere(String label, String freeSurfer, String letter, String gifti) {
        this.label = label;
        this.freeSurfer = freeSurfer;
        this.letter = letter;
        this.gifti = gifti;
        inName = Pattern.compile("(^|[._-])((?i:" + label + "|" + freeSurfer + ")|" + letter + ")([._-]|$)");
    }

    /// `left` or `right`, as in topics.
    public String label() {
        return label;
    }

    /// `lh` or `rh`, as in FreeSurfer's file names.
    public String freeSurfer() {
        return freeSurfer;
    }

    /// `L` or `R`, as in BIDS' `hemi-L`.
    public String letter() {
        return letter;
    }

    /// `CortexLeft` or `CortexRight`: GIFTI's `AnatomicalStructurePrimary`, by which Connectome Workbench knows them.
    public String gifti() {
        return gifti;
    }

    /// What its number is in a subject's hemispheres: 0 left, 1 right.
    public int number() {
        return this == LEFT ? 0 : 1;
    }

    /// The one of a [#label].
    /// @throws IllegalArgumentException where there is none
    public static Hemisphere of(String label) {
        return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("hemisphere: expected left or right, got '" + label + "'"));
    }

    /// The one of a name in GIFTI's metadata; nothing for any other structure.
    static Optional<Hemisphere> ofGifti(String structure) {
        return Arrays.stream(values()).filter(each -> each.gifti.equals(structure)).findFirst();
    }

    /// The one that a file's name tells: `lh.pial`, `pial_left.gii`, `sub-1_hemi-L_pial.surf.gii`, `1.L.pial.surf.gii`.
    /// Nothing where it tells none, or both.
    public static Optional<Hemisphere> ofName(Path file) {
        String name = file.getFileName().toString();
        List<Hemisphere> told = Arrays.stream(values()).filter(each -> each.inName.matcher(name).find()).toList();
        return told.size() == 1 ? Optional.of(told.getFirst()) : Optional.empty();
    }
}
