package org.topostream.factortopy.backbone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.LibUtils;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;

import org.topostream.factortopy.backbone.internal.OnnxEngine;
import org.topostream.factortopy.backbone.internal.OnnxGpus;
import org.topostream.factortopy.internal.CudaDriver;
import org.topostream.factortopy.internal.GpuSupport;
import org.topostream.factortopy.internal.NativeSettings;
import org.topostream.factortopy.internal.TorchGpus;

/// What this machine and this build can do with GPUs, for people. Each method looks anew and gives one line.
public final class GpuReport {
    private GpuReport() {}

    /// The GPUs that the driver sees.
    public static String gpus() {
        CudaDriver driver = CudaDriver.look();
        return driver.missing().map(why -> "none: " + why).orElseGet(() -> String.join(", ", driver.gpus()));
    }

    /// ONNX Runtime's version and providers, and whether it can use GPUs. Loads it.
    public static String onnxRuntime() {
        String version = OnnxEngine.load().getVersion();
        Set<OrtProvider> providers = OrtEnvironment.getAvailableProviders();
        return version + " with "
                + providers.stream().map(OrtProvider::getName).collect(Collectors.joining(", ")) + "; "
                + (providers.contains(OrtProvider.CUDA) ? sentence(OnnxGpus.look()) : OnnxGpus.TO_BUILD);
    }

    /// PyTorch's version and where it lies, and whether it can use GPUs. Loads it.
    public static String pytorch() {
        NativeSettings.apply();
        String version = Engine.getEngine("PyTorch").getVersion();
        Path folder = Path.of(LibUtils.getLibtorchPath());
        boolean cuda = Files.exists(folder.resolve(System.mapLibraryName("torch_cuda")));
        return version + " in " + folder + "; " + (cuda ? sentence(TorchGpus.look()) : TorchGpus.TO_INSTALL);
    }

    private static String sentence(GpuSupport support) {
        return support.missing().orElseGet(() -> "can use " + support.usable() + " GPUs");
    }
}
