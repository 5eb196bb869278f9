package org.topostream.factortopy.backbone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.topostream.factortopy.backbone.BackboneSpec.DataFile;
import org.topostream.factortopy.backbone.BackboneSpec.Input;
import org.topostream.factortopy.backbone.BackboneSpec.Layer;
import org.topostream.factortopy.backbone.BackboneSpec.Tokens;

/// Reads `backbone.json`. Fields that it does not know are ignored.
final class BackboneJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BackboneJson() {}

    /// @throws IOException where the file is absent or does not describe a backbone; the message names the file
    static BackboneSpec read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " does not describe a backbone: found no such file");
        }
        try {
            return spec(new JsonFields("", JSON.readTree(file.toFile())));
        } catch (JsonProcessingException e) {
            throw new IOException(file + " does not describe a backbone: expected JSON, got in line "
                    + (e.getLocation() == null ? 0 : e.getLocation().getLineNr()) + ": " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " does not describe a backbone: " + e.getMessage(), e);
        }
    }

    private static BackboneSpec spec(JsonFields json) {
        return new BackboneSpec(json.text("name"), json.text("model"), ModelFormat.of(json.text("format")),
                input(json.object("input")), json.objects("layers").stream().map(BackboneJson::layer).toList(),
                json.whole("grid"), json.text("globalToken"), json.text("source"), json.text("licence"),
                json.text("sha256"),
                json.optional("data", json::object).map(data -> new DataFile(data.text("file"), data.text("sha256"))),
                json.optional("cpuThreads", json::whole), details(json));
    }

    private static Input input(JsonFields json) {
        return new Input(json.whole("width"), json.whole("height"), json.text("resize"), json.text("layout"),
                json.text("dtype"));
    }

    private static Layer layer(JsonFields json) {
        return new Layer(json.text("name"), json.whole("channels"), json.optional("tokens", json::object)
                .map(tokens -> new Tokens(tokens.whole("rows"), tokens.whole("columns"), tokens.whole("prefix"))));
    }

    private static Details details(JsonFields json) {
        return new Details(
                json.optional("normalise", json::object)
                        .map(normalise -> new Details.Normalise(normalise.numbers("mean"), normalise.numbers("std"))),
                json.optional("weightsSha256", json::text), json.optional("framework", json::texts).orElse(Map.of()),
                json.optional("dtype", json::text));
    }
}
