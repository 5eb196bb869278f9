package org.topostream.streams.extract;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.topostream.schemas.Digest;
import org.topostream.schemas.avro.Stimulus;
import org.topostream.streams.BadRecordException;

/// Gets a stimulus' encoded image: out of the record, or from a file that its URI names.
///
/// @param folders  files are read below these only
/// @param maxBytes larger files are refused
public record ImageSource(List<Path> folders, long maxBytes) {

    /// @throws BadRecordException where there is no image, it may not be read, or it is another than was sent
    public byte[] read(Stimulus stimulus) throws BadRecordException {
        byte[] image = stimulus.getImage() == null ? readFile(stimulus) : bytes(stimulus.getImage());
        String sha256 = Digest.sha256(image);
        if (!sha256.equals(stimulus.getSha256())) {
            throw new BadRecordException("image has sha256 " + sha256 + ", the stimulus says " + stimulus.getSha256());
        }
        return image;
    }

    /// With links resolved, as they are in the file's own path.
    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath().normalize(); // not there: no file lies below it
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private byte[] readFile(Stimulus stimulus) throws BadRecordException {
        if (stimulus.getUri() == null) {
            throw new BadRecordException("stimulus has neither an image nor a URI");
        }
        try {
            Path file = Path.of(URI.create(stimulus.getUri())).toRealPath();
            if (folders.stream().map(ImageSource::real).noneMatch(file::startsWith)) {
                throw new BadRecordException("images are not read from " + stimulus.getUri() + ", only from " + folders
                        + " (option --image-folder)");
            }
            if (Files.size(file) > maxBytes) {
                throw new BadRecordException("image has " + Files.size(file) + " bytes, at most " + maxBytes
                        + " are allowed: " + stimulus.getUri());
            }
            return Files.readAllBytes(file);
        } catch (IOException | IllegalArgumentException | FileSystemNotFoundException e) {
            throw new BadRecordException("cannot read image " + stimulus.getUri() + ": " + e, e);
        }
    }
}
