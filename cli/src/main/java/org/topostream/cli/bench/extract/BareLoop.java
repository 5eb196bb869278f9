package org.topostream.cli.bench.extract;

import java.util.ArrayList;
import java.util.List;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.image.BadImageException;
import org.topostream.factortopy.image.ImageDecoder;
import org.topostream.factortopy.image.ImageLimits;
import org.topostream.factortopy.image.RgbImage;

/// What anybody would write who has a folder of pictures and no Kafka: decode a batch, run the network, go on.
final class BareLoop {
    private static final double NANOSECONDS = 1e9;

    private final Backbone backbone;
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

    BareLoop(Backbone backbone) {
        this.backbone = backbone;
    }

    /// @throws BadImageException where one of the pictures is none
    Round run(List<byte[]> pictures, int batch) throws BadImageException {
        FeatureChecksum checksum = new FeatureChecksum();
        long preparing = 0;
        long network = 0;
        double processor = 0;
        for (int from = 0; from < pictures.size(); from += batch) {
            double before = ProcessorTime.seconds();
            long start = System.nanoTime();
            List<RgbImage> images = new ArrayList<>();
            for (byte[] picture : pictures.subList(from, Math.min(from + batch, pictures.size()))) {
                images.add(backbone.prepare(decoder.decode(picture)));
            }
            long prepared = System.nanoTime();
            List<Features> features = backbone.extract(images);
            network += System.nanoTime() - prepared;
            preparing += prepared - start;
            processor += ProcessorTime.seconds() - before;
            features.forEach(checksum::add);
        }
        return new Round((preparing + network) / NANOSECONDS, network / NANOSECONDS, processor, checksum.sum());
    }
}
