package org.topostream.factortopy.backbone.internal;

import java.io.IOException;
import java.util.Map;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;

import org.topostream.factortopy.backbone.BackboneSpec;
import org.topostream.factortopy.internal.Devices;

/// Opens ONNX models in ONNX Runtime, through DJL.
final class OnnxModels {
    private OnnxModels() {}

    /// @throws IOException              where the file does not declare what `backbone.json` does, or is not a model
    ///                                  that ONNX Runtime can run
    /// @throws IllegalArgumentException where there is no such device
    static OpenModel open(ModelFile file, BackboneSpec spec, String device) throws IOException {
        OnnxContract.check(file.path(), spec);
        Device chosen = Devices.choose(device, OnnxGpus::look);
        OnnxEngine.load();
        // DJL keeps arrays of ONNX Runtime in the machine's memory in any case, and would use a GPU with its defaults.
        Model model = Model.newInstance(file.path().toString(), Device.cpu(), OnnxEngine.NAME);
        try (SessionOptions options = options(threads(spec, device))) {
            if (chosen.isGpu()) {
                OnnxGpus.use(options, chosen.getDeviceId());
            }
            model.load(file.path().getParent(), file.path().getFileName().toString(),
                    Map.of("sessionOptions", options));
            return chosen.isGpu() ? OpenModel.onGpu(model) : OpenModel.onCpu(model, threads(spec, device));
        } catch (MalformedModelException | OrtException | EngineException e) {
            model.close();
            throw new IOException(file.path() + ": expected an ONNX model that ONNX Runtime can run on " + device
                    + ", got: " + Causes.innermost(e).getMessage(), e);
        } catch (IOException e) {
            model.close();
            throw e;
        }
    }

    private static int threads(BackboneSpec spec, String device) {
        return Devices.threads(device).or(spec::cpuThreads).orElse(Runtime.getRuntime().availableProcessors());
    }

    private static SessionOptions options(int threads) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(threads);
        // Idle threads sleep: a spinning one takes the core that a stream thread or the broker needs.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return options;
    }
}
