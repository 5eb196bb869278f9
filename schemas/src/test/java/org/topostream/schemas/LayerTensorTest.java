package org.topostream.schemas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Layer;
import org.topostream.schemas.avro.Tensor;
import org.topostream.schemas.serde.UnreadableRecordException;

class LayerTensorTest {
    private static final LayerTensor EARLY = new LayerTensor("early", 2, 1, 2, new float[]{1, 2, 3, 4},
            new float[]{5, 6});
    private static final LayerTensor LATE = new LayerTensor("late", 1, 1, 2, new float[]{7, 8}, new float[]{9});

    private static Features features(Tensor local, Tensor global, Layer... layers) {
        return Features.newBuilder().setStimulusId("nsd-1").setBackbone("vit").setBackboneDigest("d")
                .setImageSha256("i").setLayers(List.of(layers)).setLocal(local).setGlobal(global)
                .setSentAt(Instant.EPOCH).setExtractStartedAt(Instant.EPOCH).setExtractedAt(Instant.EPOCH).build();
    }

    @Test
    void comesBackLayerByLayer() {
        List<LayerTensor> layers = List.of(EARLY, LATE);
        Features features = features(LayerTensor.local(layers), LayerTensor.global(layers),
                new Layer("early", 2, 1, 2), new Layer("late", 1, 1, 2));

        List<LayerTensor> read = LayerTensor.layers(features);

        assertEquals(List.of("early", "late"), read.stream().map(LayerTensor::name).toList());
        assertArrayEquals(EARLY.local(), read.getFirst().local());
        assertArrayEquals(EARLY.global(), read.getFirst().global());
        assertEquals(List.of(2, 1, 2),
                List.of(read.getFirst().channels(), read.getFirst().height(), read.getFirst().width()));
        assertArrayEquals(LATE.local(), read.getLast().local());
        assertArrayEquals(LATE.global(), read.getLast().global());
    }

    @Test
    void joinsLayersIntoOneFloat16Tensor() {
        assertEquals(Tensors.float16(new float[]{1, 2, 3, 4, 7, 8}, 6), LayerTensor.local(List.of(EARLY, LATE)));
        assertEquals(Tensors.float16(new float[]{5, 6, 9}, 3), LayerTensor.global(List.of(EARLY, LATE)));
    }

    @Test
    void refusesTensorsWithMoreThanTheLayersTake() {
        List<LayerTensor> layers = List.of(EARLY, LATE);
        Features features = features(LayerTensor.local(layers), LayerTensor.global(layers),
                new Layer("early", 2, 1, 2));

        UnreadableRecordException e = assertThrows(UnreadableRecordException.class,
                () -> LayerTensor.layers(features));

        assertTrue(e.getMessage().contains("nsd-1") && e.getMessage().contains("hold 6 and 3"), e.getMessage());
    }

    /// The last four multiply to 4 in an int or by two negatives.
    @ParameterizedTest
    @CsvSource({"3,1,2", "2,1,3", "0,1,4", "2,0,2", "4,1,1", "2,-1,-2", "-2,-1,2", "1,65536,65537", "2,2,1073741825"})
    void refusesLayersThatAreNotWithinTheirTensors(int channels, int height, int width) {
        Features features = features(LayerTensor.local(List.of(EARLY)), LayerTensor.global(List.of(EARLY)),
                new Layer("early", channels, height, width));

        UnreadableRecordException e = assertThrows(UnreadableRecordException.class,
                () -> LayerTensor.layers(features));

        assertTrue(e.getMessage().contains("layer early of " + channels + " x " + height + " x " + width),
                e.getMessage());
    }

    @Test
    void refusesArraysOfOtherShapes() {
        assertThrows(IllegalArgumentException.class,
                () -> new LayerTensor("early", 2, 1, 2, new float[3], new float[2]));
        assertThrows(IllegalArgumentException.class,
                () -> new LayerTensor("early", 2, 1, 2, new float[4], new float[1]));
    }

    @Test
    void tellsWhetherEveryTokenIsFinite() {
        assertTrue(EARLY.isFinite());
        assertFalse(new LayerTensor("l", 1, 1, 1, new float[]{Float.NaN}, new float[1]).isFinite());
        assertFalse(new LayerTensor("l", 1, 1, 1, new float[1], new float[]{Float.POSITIVE_INFINITY}).isFinite());
    }
}
