package org.topostream.factortopy.backbone.internal;

import java.io.IOException;
import java.util.Map;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;

import org.topostream.factortopy.backbone.BackboneSpec;
import org.topostream.factortopy.internal.Devices;

/// Opens ONNX models in ONNX Runtime, through DJL.
final class OnnxModels {
    private static final String ENGINE = "OnnxRuntime";
    private static final String CUDA = "cuda";

    static {
        // DJL would load PyTorch beside ONNX Runtime, for array operations that we do not use.
        System.setProperty("ai.djl.onnx.disable_alternative", "true");
    }

    private OnnxModels() {}

    /// @throws IOException              where the file does not declare what `backbone.json` does, or is not a model
    ///                                  that ONNX Runtime can run
    /// @throws IllegalArgumentException where there is no such device
    static Model open(ModelFile file, BackboneSpec spec, String device) throws IOException {
        OnnxContract.check(file.path(), spec);
        Model model = Model.newInstance(file.path().toString(), device(device), ENGINE);
        try (SessionOptions options = options()) {
            model.load(file.path().getParent(), file.path().getFileName().toString(),
                    Map.of("sessionOptions", options));
            return model;
        } catch (MalformedModelException | OrtException | EngineException e) {
            model.close();
            throw new IOException(file.path() + ": expected an ONNX model that ONNX Runtime can run on " + device
                    + ", got: " + Causes.innermost(e).getMessage(), e);
        } catch (IOException e) {
            model.close();
            throw e;
        }
    }

    private static Device device(String name) {
        boolean cuda = OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
        if (name.startsWith(CUDA) && !cuda) {
            throw new IllegalArgumentException("expected the device cpu or auto, got " + name
                    + ": this ONNX Runtime computes on the CPU only; for a GPU put the artifact"
                    + " com.microsoft.onnxruntime:onnxruntime_gpu in the place of onnxruntime");
        }
        return Devices.parse(name, cuda ? Engine.getEngine(ENGINE).getGpuCount() : 0);
    }

    private static SessionOptions options() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
        // Idle threads sleep: a spinning one takes the core that a stream thread or the broker needs.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }
}
