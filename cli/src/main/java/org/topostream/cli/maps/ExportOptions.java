package org.topostream.cli.maps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine.Option;

import org.topostream.cli.config.Bounds;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Surface;

/// Options that say which map is exported, on what, and where to.
public final class ExportOptions {
    @Option(names = "--subject", paramLabel = "NAME", description = "Whose map (default: of the only subject that has "
            + "maps).")
    private Optional<String> subject = Optional.empty();

    @Option(names = "--backbone", paramLabel = "NAME", description = "Under which backbone (default: the only one that "
            + "has such a map).")
    private Optional<String> backbone = Optional.empty();

    @Option(names = "--kind", paramLabel = "KIND", required = true, description = "What it shows, such as layer; 'maps "
            + "list' tells.")
    private String kind = "";

    @Option(names = "--format", paramLabel = "FORMAT", required = true, description = "gifti, mz3 or mgh: values of a "
            + "surface's vertices, a file for each hemisphere (FILE_hemi-L.func.gii, FILE.lh.mgh); npy or csv: values "
            + "of voxels; png: a picture.")
    private ExportFormat format = ExportFormat.GIFTI;

    @Bounds(min = 0)
    @Option(names = "--version", paramLabel = "V", description = "Of which version of the encoder (default: the newest "
            + "map).")
    private Optional<Long> version = Optional.empty();

    @Option(names = "--surface", paramLabel = "NAME|FILE", description = "A surface of the subject, such as inflated, "
            + "or a file of one hemisphere in the voxels' space; may be repeated (default: a surface of the subject).")
    private List<String> surfaces = List.of();

    @Bounds(min = 0, unit = "mm")
    @Option(names = "--distance", paramLabel = "MM", defaultValue = "3", description = "How far a file's vertex may be "
            + "from the voxel that it shows (default: ${DEFAULT-VALUE}).")
    private double distance;

    @Option(names = {"-o", "--out"}, paramLabel = "FILE", description = "Where it goes; files that are there are "
            + "replaced (default: SUBJECT-BACKBONE-KIND here).")
    private Optional<Path> file = Optional.empty();

    /// Whose map, where it is said.
    public Optional<String> subject() {
        return subject;
    }

    /// Which map.
    public PublishedMaps.Choice choice() {
        return new PublishedMaps.Choice(backbone, kind, version);
    }

    /// @throws IOException where the folder of the output is not there
    public void requireFolder() throws IOException {
        Optional<Path> folder = file.map(named -> named.toAbsolutePath().getParent());
        if (folder.isPresent() && !Files.isDirectory(folder.get())) {
            throw new IOException("no such folder: " + folder.get());
        }
    }

    /// Writes the map.
    /// @param stored the subject's surfaces, by `hemisphere/name`
    /// @return the files that were written
    public List<Path> write(CorticalMap map, Subject whose, Map<String, Surface> stored) throws IOException {
        Path named = file.orElse(Path.of(map.getSubject() + "-" + map.getBackbone() + "-" + map.getKind()));
        return new MapExport(map, whose, stored, distance).write(format, surfaces, named);
    }
}
