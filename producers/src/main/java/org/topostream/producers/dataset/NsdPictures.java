package org.topostream.producers.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.topostream.producers.ImageFile;

/// NSD's 73,000 pictures by their number from 0: in `nsd_stimuli.hdf5`, or in a folder of files whose names are their
/// 73KID, which counts from 1 (`00014.png`), or have their nsdId, which counts from 0 (`nsd-00013.png`), as in the
/// tables of the dataset.
final class NsdPictures implements Pictures {
    private static final String ARRAY = "imgBrick";
    private static final Pattern NSD_ID = Pattern.compile("(?:.*[^A-Za-z0-9])?nsd[-_]?(\\d{1,9})");
    private static final Pattern KID = Pattern.compile("\\d{1,9}");

    private final Path place;
    private final Optional<HdfPictures> file;
    private final Optional<PictureFolder> folder;
    private final Map<Integer, String> stems = new HashMap<>();

    private NsdPictures(Path place, Optional<HdfPictures> file, Optional<PictureFolder> folder) {
        this.place = place;
        this.file = file;
        this.folder = folder;
    }

    /// @param place the file or the folder
    static NsdPictures open(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return new NsdPictures(place, Optional.of(HdfPictures.open(place, ARRAY)), Optional.empty());
        }
        PictureFolder folder = PictureFolder.open(place);
        NsdPictures pictures = new NsdPictures(place, Optional.empty(), Optional.of(folder));
        for (String stem : folder.stems()) {
            Matcher id = NSD_ID.matcher(stem);
            if (id.matches()) {
                pictures.stems.put(Integer.parseInt(id.group(1)), stem);
            } else if (KID.matcher(stem).matches()) {
                pictures.stems.put(Integer.parseInt(stem) - 1, stem);
            }
        }
        return pictures;
    }

    /// The id of a picture, from 0, as a stimulus.
    static String stimulus(int picture) {
        return String.format(Locale.ROOT, "nsd-%05d", picture);
    }

    @Override
    public ImageFile picture(String name) throws IOException {
        if (file.isPresent()) {
            return file.get().picture(name);
        }
        int number = Integer.parseInt(name);
        String stem = Optional.ofNullable(stems.get(number)).orElseThrow(() -> new IOException(place
                + ": expected the picture of 73KID " + (number + 1) + ", " + stimulus(number) + ".png or "
                + String.format(Locale.ROOT, "%05d.png", number + 1) + ", got none"));
        return folder.orElseThrow().picture(stem);
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
