package org.topostream.factortopy.backbone;

import java.io.IOException;
import java.nio.file.Path;

/// stub
public final class Backbones {
    private Backbones() {}

    public static Backbone load(Path folder, String device) throws IOException {
        throw new UnsupportedOperationException();
    }

    public static Backbone bundled() throws IOException {
        throw new UnsupportedOperationException();
    }
}
