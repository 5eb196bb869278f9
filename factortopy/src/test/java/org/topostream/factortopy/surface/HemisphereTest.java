package org.topostream.factortopy.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HemisphereTest {

    @ParameterizedTest
    @ValueSource(strings = {"lh.pial", "pial_left.gii.gz", "sub-1_hemi-L_pial.surf.gii", "1.L.pial.32k_fs_LR.surf.gii",
            "LEFT.mgh", "ceiling-lh.npy"})
    void isToldByAName(String name) {
        assertEquals(Optional.of(Hemisphere.LEFT), Hemisphere.ofName(Path.of("right", name)));
        assertEquals(Optional.of(Hemisphere.RIGHT), Hemisphere.ofName(Path.of("left", name.replace("lh", "rh")
                .replace("left", "right").replace("LEFT", "RIGHT").replace("hemi-L", "hemi-R").replace(".L.", ".R."))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pial.gii", "leftover.gii", "lh.rh.npy", "l.gii", "fs_LR.gii"})
    void isNotToldByOthers(String name) {
        assertEquals(Optional.empty(), Hemisphere.ofName(Path.of(name)));
    }

    @Test
    void hasLabels() {
        assertEquals(Hemisphere.RIGHT, Hemisphere.of("right"));
        assertEquals("hemisphere: expected left or right, got 'both'",
                assertThrows(IllegalArgumentException.class, () -> Hemisphere.of("both")).getMessage());
    }
}
