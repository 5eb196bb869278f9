package org.topostream.cli.maps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.topostream.factortopy.surface.Hemisphere;

class ExportFormatTest {

    @ParameterizedTest
    @CsvSource({"GIFTI, layer, layer_hemi-L.func.gii", "GIFTI, layer.func.gii, layer_hemi-L.func.gii",
            "GIFTI, layer.gii, layer_hemi-L.gii", "MGH, layer, layer.lh.mgh", "MGH, layer.mgz, layer.lh.mgz",
            "MZ3, layer.v2, layer.v2.lh.mz3", "MZ3, layer.mz3, layer.lh.mz3"})
    void hasAFileForEachHemisphere(ExportFormat format, String named, String left) {
        Path folder = Path.of("maps");

        assertEquals(folder.resolve(left), format.file(folder.resolve(named), Hemisphere.LEFT));
        assertEquals(folder.resolve(left.replace("hemi-L", "hemi-R").replace(".lh.", ".rh.")),
                format.file(folder.resolve(named), Hemisphere.RIGHT));
    }

    @ParameterizedTest
    @CsvSource({"NPY, layer, layer.npy", "NPY, layer.npy, layer.npy", "CSV, layer.npy, layer.npy.csv",
            "PNG, layer.png, layer.png"})
    void hasItsEnding(ExportFormat format, String named, String expected) {
        assertEquals(Path.of(expected), format.file(Path.of(named)));
    }
}
