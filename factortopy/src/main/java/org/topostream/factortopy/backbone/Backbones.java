package org.topostream.factortopy.backbone;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.topostream.factortopy.backbone.internal.NetworkBackbone;

/// Opens backbones.
public final class Backbones {
    private static final String BUNDLED = "scattering/";
    private static final String BUNDLED_MODEL = "model.onnx";
    private static final String CPU = "cpu";

    private Backbones() {}

    /// Loads the network of a backbone folder and runs it once, to see that it gives the layers it declares.
    /// @param folder holds `backbone.json` and the model it names
    /// @param device `cpu`, `cpu:2` (so many threads for a batch, instead of what `backbone.json` says), `cuda:0` (any
    ///               number), or `auto`: the first GPU, else the CPU
    /// @throws IOException              where a file is absent, the model's sha256 is not the declared one, or the model
    ///                                  does not give the declared layers; the message names the file
    /// @throws IllegalArgumentException where there is no such device
    public static Backbone load(Path folder, String device) throws IOException {
        return NetworkBackbone.load(folder, device);
    }

    /// Loads the wavelet-scattering network that comes with this library, on the CPU.
    /// @throws IOException where it is not on the class path, or no temporary file can be written
    public static Backbone bundled() throws IOException {
        return bundled(CPU);
    }

    /// Loads the wavelet-scattering network that comes with this library.
    /// @param device as [#load] takes it
    /// @throws IOException              where it is not on the class path, or no temporary file can be written
    /// @throws IllegalArgumentException where there is no such device
    public static Backbone bundled(String device) throws IOException {
        return bundled(Path.of(System.getProperty("java.io.tmpdir")), device);
    }

    /// What the bundled network is, without loading it.
    /// @throws IOException where it is not on the class path, or no temporary file can be written
    public static BackboneSpec bundledSpec() throws IOException {
        Path folder = Files.createTempDirectory("topostream-backbone");
        Path file = folder.resolve(BackboneSpec.FILE);
        try {
            unpack(file);
            return BackboneSpec.read(folder);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    /// @param temporary a folder for files that are gone when this returns
    static Backbone bundled(Path temporary, String device) throws IOException {
        Path folder = Files.createTempDirectory(temporary, "topostream-backbone");
        List<Path> files = List.of(folder.resolve(BackboneSpec.FILE), folder.resolve(BUNDLED_MODEL));
        try {
            for (Path file : files) {
                unpack(file);
            }
            return load(folder, device);
        } finally {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        }
    }

    private static void unpack(Path file) throws IOException {
        String name = BUNDLED + file.getFileName();
        try (InputStream resource = Backbones.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new FileNotFoundException("expected " + name + " on the class path beside "
                        + Backbones.class.getName() + ", found none: was the jar built without ../backbones?");
            }
            Files.copy(resource, file);
        }
    }
}
