package org.topostream.cli.bench.extract;

import java.util.List;
import java.util.zip.CRC32C;

import org.topostream.factortopy.Features;
import org.topostream.schemas.LayerTensor;
import org.topostream.schemas.avro.Tensor;

/// Sum of the crc32c of features, as they are in a record: float16, all layers' local tokens and then all global ones.
final class FeatureChecksum {
    private long sum;

    void add(Features features) {
        List<LayerTensor> layers = features.layers().stream().map(layer -> new LayerTensor(layer.name(),
                layer.channels(), Features.GRID, Features.GRID, layer.local(), layer.global())).toList();
        add(LayerTensor.local(layers), LayerTensor.global(layers));
    }

    void add(org.topostream.schemas.avro.Features features) {
        add(features.getLocal(), features.getGlobal());
    }

    private void add(Tensor local, Tensor global) {
        CRC32C crc = new CRC32C();
        crc.update(local.getData().duplicate());
        crc.update(global.getData().duplicate());
        sum += crc.getValue();
    }

    long sum() {
        return sum;
    }
}
