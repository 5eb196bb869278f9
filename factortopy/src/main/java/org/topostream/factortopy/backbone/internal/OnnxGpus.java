package org.topostream.factortopy.backbone.internal;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;

import org.topostream.factortopy.internal.CudaDriver;
import org.topostream.factortopy.internal.GpuSupport;

/// Whether and how ONNX Runtime uses GPUs here.
public final class OnnxGpus {
    /// What to do where this ONNX Runtime was not built for GPUs.
    public static final String TO_BUILD = "this ONNX Runtime computes on the CPU only: built without the profile gpu"
            + " (mvn -Pgpu -Dquick -DskipTests package)";

    private OnnxGpus() {}

    /// Loads the libraries of CUDA where there is a GPU and this ONNX Runtime was built for it.
    public static GpuSupport look() {
        OnnxEngine.load();
        GpuSupport support = GpuSupport.of(CudaDriver.look(),
                OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA),
                TO_BUILD);
        if (support.usable() == 0) {
            return support;
        }
        try (SessionOptions options = new SessionOptions()) {
            use(options, 0);
            return support;
        } catch (OrtException e) {
            return GpuSupport.none("ONNX Runtime cannot use the GPU, it needs the libraries of CUDA 12 and cuDNN 9 in"
                    + " LD_LIBRARY_PATH: " + e.getMessage());
        }
    }

    /// Makes a session compute on a GPU. Its products round their inputs to tf32 only where `topostream.tf32` says so:
    /// features of a GPU are those of a CPU otherwise, within 1e-3.
    static void use(SessionOptions options, int gpu) throws OrtException {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(gpu)) {
            cuda.add("use_tf32", Boolean.getBoolean("topostream.tf32") ? "1" : "0");
            options.addCUDA(cuda);
        }
    }
}
