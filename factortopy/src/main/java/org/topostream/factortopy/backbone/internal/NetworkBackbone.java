package org.topostream.factortopy.backbone.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.BackboneSpec;
import org.topostream.factortopy.backbone.DeviceMemoryException;
import org.topostream.factortopy.image.Resizer;
import org.topostream.factortopy.image.RgbImage;

/// A backbone in an engine of DJL's: one input of images, uint8 `[B, 3, H, W]`, and per layer the outputs
/// `<layer>.local` `[B, C, 8, 8]` and `<layer>.global` `[B, C]`, by name.
public final class NetworkBackbone implements Backbone {
    private static final int COLOURS = 3;
    /// Batch sizes that a model is checked with: one written for a fixed batch fails at one of them.
    private static final int[] CHECKED_BATCHES = {1, 2};

    private final BackboneSpec spec;
    private final String digest;
    private final OpenModel open;
    private volatile boolean closed;

    private NetworkBackbone(BackboneSpec spec, String digest, OpenModel open) {
        this.spec = spec;
        this.digest = digest;
        this.open = open;
    }

    /// See [org.topostream.factortopy.backbone.Backbones#load].
    public static NetworkBackbone load(Path folder, String device) throws IOException {
        BackboneSpec spec = BackboneSpec.read(folder);
        ModelFile file = ModelFile.verified(folder, spec);
        NetworkBackbone backbone = new NetworkBackbone(spec, file.digest(), open(file, spec, device));
        try {
            backbone.check();
        } catch (IllegalStateException e) {
            backbone.close();
            throw new IOException(file.path() + " is not the model that " + BackboneSpec.FILE + " declares: "
                    + e.getMessage(), e);
        }
        return backbone;
    }

    @Override
    public BackboneSpec spec() {
        return spec;
    }

    @Override
    public String digest() {
        return digest;
    }

    @Override
    public RgbImage prepare(RgbImage image) {
        int width = spec.input().width();
        int height = spec.input().height();
        return image.width() == width && image.height() == height ? image : Resizer.resize(image, width, height);
    }

    @Override
    public List<Features> extract(List<RgbImage> images) {
        if (images.isEmpty()) {
            return List.of();
        }
        LayerOutputs outputs = run(images);
        return IntStream.range(0, images.size()).mapToObj(outputs::image).toList();
    }

    @Override
    public int batchesAtOnce() {
        return open.batchesAtOnce();
    }

    @Override
    public void close() {
        closed = true;
        open.model().close();
    }

    private static OpenModel open(ModelFile file, BackboneSpec spec, String device) throws IOException {
        return switch (file.format()) {
            case ONNX -> OnnxModels.open(file, spec, device);
            case TORCHSCRIPT -> TorchModels.open(file, device);
        };
    }

    private void check() {
        BackboneSpec.Input input = spec.input();
        RgbImage black = new RgbImage(input.width(), input.height(),
                new byte[COLOURS * input.width() * input.height()]);
        for (int batch : CHECKED_BATCHES) {
            run(Collections.nCopies(batch, black));
        }
    }

    private LayerOutputs run(List<RgbImage> images) {
        if (closed) {
            throw new IllegalStateException("the backbone " + spec.name() + " is closed");
        }
        Shape shape = new Shape(images.size(), COLOURS, spec.input().height(), spec.input().width());
        ByteBuffer pixels = planes(images);
        try (NDManager memory = open.model().getNDManager().newSubManager()) {
            return LayerOutputs.read(spec, images.size(),
                    forward(memory, memory.create(pixels, shape, DataType.UINT8)));
        }
    }

    private NDList forward(NDManager memory, NDArray images) {
        try {
            return open.model().getBlock().forward(new ParameterStore(memory, false), new NDList(images), false);
        } catch (RuntimeException e) {
            String message = "the backbone " + spec.name() + " failed on images of uint8 " + images.getShape() + ": "
                    + e.getMessage();
            throw Causes.isMemory(e) ? new DeviceMemoryException(message, e) : new IllegalStateException(message, e);
        }
    }

    /// The images' colour planes, `[B, 3, H, W]`.
    private ByteBuffer planes(List<RgbImage> images) {
        int plane = spec.input().width() * spec.input().height();
        byte[] planes = new byte[Math.multiplyExact(images.size() * COLOURS, plane)];
        int start = 0;
        for (RgbImage image : images) {
            byte[] rgb = prepare(image).rgb();
            for (int colour = 0; colour < COLOURS; colour++) {
                for (int pixel = 0; pixel < plane; pixel++) {
                    planes[start + pixel] = rgb[COLOURS * pixel + colour];
                }
                start += plane;
            }
        }
        return ByteBuffer.wrap(planes);
    }
}
