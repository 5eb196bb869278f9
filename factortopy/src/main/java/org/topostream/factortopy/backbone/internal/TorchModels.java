package org.topostream.factortopy.backbone.internal;

import java.io.IOException;
import java.util.Map;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;

import org.topostream.factortopy.internal.Devices;
import org.topostream.factortopy.internal.NativeSettings;
import org.topostream.factortopy.internal.TorchGpus;

/// Opens TorchScript modules in PyTorch, through DJL. A module takes the images and returns a dict of output names to
/// tensors.
final class TorchModels {
    private static final String ENGINE = "PyTorch";

    private TorchModels() {}

    /// @throws IOException              where the file is not a module that PyTorch can run
    /// @throws IllegalArgumentException where there is no such device
    static OpenModel open(ModelFile file, String device) throws IOException {
        NativeSettings.apply();
        Device chosen = Devices.choose(device, TorchGpus::look);
        Model model = Model.newInstance(file.path().toString(), chosen, ENGINE);
        try {
            // "mapLocation" also moves tensors that the module made as constants where it was written.
            model.load(file.path().getParent(), file.path().getFileName().toString(), Map.of("mapLocation", "true"));
            return chosen.isGpu()
                    ? OpenModel.onGpu(model)
                    : OpenModel.onCpu(model, Runtime.getRuntime().availableProcessors());
        } catch (MalformedModelException | EngineException e) {
            model.close();
            throw new IOException(file.path() + ": expected a TorchScript module that PyTorch "
                    + Engine.getEngine(ENGINE).getVersion() + " can run on " + device + ", got: "
                    + firstLine(Causes.innermost(e).getMessage()), e);
        } catch (IOException e) {
            model.close();
            throw e;
        }
    }

    /// PyTorch's messages have a stack trace below.
    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
