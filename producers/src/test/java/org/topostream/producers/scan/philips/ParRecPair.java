package org.topostream.producers.scan.philips;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;

import org.topostream.producers.scan.nifti.FileNumbering;
import org.topostream.producers.scan.nifti.ScanReference;

/// A small pair, as `nifti_reference.py` made it, to be changed.
///
/// @param par the text
/// @param rec the bytes
record ParRecPair(String par, byte[] rec) {
    /// The first that is made there: V4, 3 slices of 4 x 3 pixels, 16 bits, 2 dynamics.
    static ParRecPair first() throws IOException {
        return of(ScanReference.json("parrec_synthetic.json").path(0));
    }

    static ParRecPair of(JsonNode expected) throws IOException {
        return new ParRecPair(new String(ScanReference.file(expected.path("par")), StandardCharsets.ISO_8859_1),
                ScanReference.file(expected.path("rec")));
    }

    /// The pair with another text.
    ParRecPair with(String text, String other) {
        if (!par.contains(text)) {
            throw new IllegalArgumentException("no " + text);
        }
        return new ParRecPair(par.replace(text, other), rec);
    }

    /// The pair with its images' lines changed, all others as they are.
    ParRecPair withImages(UnaryOperator<String> change) {
        List<String> lines = par.lines().map(line -> line.isEmpty() || line.startsWith("#") || line.startsWith(".")
                ? line
                : change.apply(line)).toList();
        return new ParRecPair(String.join("\n", lines), rec);
    }

    /// Writes `run_0007.par` and `.rec`, and opens them.
    ParRecFile open(Path folder) throws IOException {
        Files.write(folder.resolve("run_0007.rec"), rec);
        Path file = Files.writeString(folder.resolve("run_0007.par"), par, StandardCharsets.ISO_8859_1);
        return ParRecFile.open(file, "run", FileNumbering.trailing(0));
    }
}
