package org.topostream.factortopy.backbone;

import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.image.RgbImage;

/// Takes a batch through its backbone, and finds out whose fault a failure is.
///
/// - No memory: the batch goes through in halves, and later batches are no larger than a half.
/// - Any other failure of several images: each is tried alone, so that a bad one costs only itself.
/// - A failure of one image: where the network works on an image of noise and fails on this one again, it is the
///   image's fault. Where it fails on noise too, it is the network's, and the image is as good as any.
final class BatchComputation {
    private static final Logger LOG = LoggerFactory.getLogger(BatchComputation.class);
    private static final int COLOURS = 3;

    private final Backbone backbone;
    private final IntConsumer largestThatFits;
    private int failed;

    /// @param largestThatFits hears how large batches may be from now on
    BatchComputation(Backbone backbone, IntConsumer largestThatFits) {
        this.backbone = backbone;
        this.largestThatFits = largestThatFits;
    }

    /// Answers every caller.
    /// @return how many were answered with a failure
    int run(List<WaitingImage> images) {
        try {
            compute(images);
        } catch (Error e) {
            // Not an image's fault, and the callers must hear of it: they would wait for ever.
            images.forEach(image -> fail(image, e));
        }
        return failed;
    }

    private void compute(List<WaitingImage> images) {
        try {
            complete(images, extract(images.stream().map(WaitingImage::image).toList()));
        } catch (DeviceMemoryException | OutOfMemoryError e) {
            halve(images, e);
        } catch (RuntimeException e) {
            if (images.size() == 1) {
                answerAgain(images.getFirst(), e);
            } else {
                images.forEach(image -> compute(List.of(image)));
            }
        }
    }

    private void halve(List<WaitingImage> images, Throwable failure) {
        int half = images.size() / 2;
        if (half == 0) {
            fail(images.getFirst(), failure);
            return;
        }
        LOG.warn("event=batch-halved backbone={} from={} to={} reason={}", backbone.spec().name(), images.size(), half,
                failure.toString());
        largestThatFits.accept(half);
        compute(images.subList(0, half));
        compute(images.subList(half, images.size()));
    }

    private void answerAgain(WaitingImage image, RuntimeException failure) {
        if (failure instanceof IllegalArgumentException || !worksOnNoise()) {
            fail(image, failure);
            return;
        }
        try {
            complete(List.of(image), extract(List.of(image.image())));
        } catch (RuntimeException e) {
            fail(image, new IllegalArgumentException("the network works, but not on this image: " + e.getMessage(),
                    e));
        }
    }

    private boolean worksOnNoise() {
        try {
            extract(List.of(noise(backbone.spec().input(), new Random(0))));
            return true;
        } catch (RuntimeException e) {
            LOG.error("event=backbone-broken backbone={} reason={}", backbone.spec().name(), e.getMessage());
            return false;
        }
    }

    private List<Features> extract(List<RgbImage> images) {
        List<Features> features = backbone.extract(images);
        if (features.size() != images.size()) {
            throw new IllegalStateException("expected features of " + images.size() + " images from the backbone "
                    + backbone.spec().name() + ", got " + features.size());
        }
        return features;
    }

    private static void complete(List<WaitingImage> images, List<Features> features) {
        for (int i = 0; i < images.size(); i++) {
            images.get(i).result().complete(features.get(i));
        }
    }

    private void fail(WaitingImage image, Throwable failure) {
        if (image.result().completeExceptionally(failure)) {
            failed++;
        }
    }

    static RgbImage noise(BackboneSpec.Input input, Random random) {
        byte[] rgb = new byte[COLOURS * input.width() * input.height()];
        random.nextBytes(rgb);
        return new RgbImage(input.width(), input.height(), rgb);
    }
}
