package org.topostream.factortopy.image;

import static org.topostream.factortopy.image.Fixtures.assertWithin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.topostream.factortopy.Python;
import org.topostream.factortopy.SharedImages;

/// Images at the sizes that networks take, against Pillow's decoder and `Image.BILINEAR`: to the bit. A grey level more
/// in one pixel of five hundred has moved features of the bundled network by 0.3 %.
class PillowTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {224, 128, 299})
    void squashesPhotographsAsPillow(int side) throws Exception {
        assertAsPillow(SharedImages.photographs(), side);
    }

    @ParameterizedTest
    @ValueSource(ints = {224, 128})
    void squashesStimuliAsPillow(int side) throws Exception {
        assertAsPillow(SharedImages.stimuli(50), side);
    }

    private void assertAsPillow(List<Path> files, int side) throws Exception {
        List<RgbImage> expected = pillow(files, side);
        ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
        for (int i = 0; i < files.size(); i++) {
            RgbImage found = Resizer.resize(decoder.decode(Files.readAllBytes(files.get(i))), side, side);

            assertWithin(0, expected.get(i), found);
        }
    }

    private List<RgbImage> pillow(List<Path> files, int side) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(folder.toString(), Integer.toString(side)));
        files.forEach(file -> arguments.add(file.toString()));
        Python.with("PIL").run("pillow_pixels.py", arguments);
        List<RgbImage> images = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            images.add(new RgbImage(side, side, Files.readAllBytes(folder.resolve(i + ".rgb"))));
        }
        return images;
    }
}
