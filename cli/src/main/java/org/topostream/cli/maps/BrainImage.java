package org.topostream.cli.maps;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.maps.ReadoutImage;
import org.topostream.schemas.LayerTensor;
import org.topostream.schemas.Site;
import org.topostream.schemas.Subjects;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.encoders.EncoderFeed;
import org.topostream.schemas.encoders.EncoderParts;

/// The way back from brain to image: where a stimulus has what a region reads, as a picture.
public final class BrainImage {
    private static final int GRID = Features.GRID;
    private static final int COLOURS = 3;
    private static final float LARGEST = 255;

    private BrainImage() {}

    /// @param pixels a side of the picture, a multiple of 8 or rounded down to one
    /// @throws IllegalArgumentException where subject, region, encoder or stimulus are not known
    public static BufferedImage of(Site site, String subject, String backbone, String roi, String stimulusId,
            int pixels) {
        int[] inside = inside(known(site, subject), roi);
        Encoder encoder = encoder(site, subject, backbone);
        Features features = features(site, backbone, stimulusId);
        return picture(ReadoutImage.of(encoder, encoder.selectors(), inside).draw(features), pixels / GRID);
    }

    private static Subject known(Site site, String subject) {
        return Optional.ofNullable(Subjects.all(site).get(subject)).orElseThrow(() -> new IllegalArgumentException(
                "no subject " + subject + "; there are " + Subjects.all(site).keySet()));
    }

    private static int[] inside(Subject subject, String name) {
        Roi roi = subject.getRois().stream().filter(each -> each.getName().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("subject " + subject.getSubject() + " has no region "
                        + name + "; it has " + subject.getRois().stream().map(Roi::getName).toList()));
        float[] member = Tensors.floats(roi.getVoxels());
        List<Integer> voxels = new ArrayList<>();
        for (int voxel = 0; voxel < member.length; voxel++) {
            if (member[voxel] != 0) {
                voxels.add(voxel);
            }
        }
        return voxels.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Encoder encoder(Site site, String subject, String backbone) {
        try (EncoderFeed feed = new EncoderFeed(site, subject, backbone, Set.of(EncoderParts.ENCODER))) {
            return feed.latest().map(published -> Encoder.fromBytes(published.blob(EncoderParts.ENCODER)))
                    .orElseThrow(() -> new IllegalArgumentException("no encoder of " + subject + " under " + backbone
                            + " has been published"));
        }
    }

    private static Features features(Site site, String backbone, String stimulusId) {
        List<Features> found = new ArrayList<>();
        try (TopicTail<org.topostream.schemas.avro.Features> tail = TopicTail.open(site,
                Topics.features(backbone).name())) {
            tail.readToEnd(record -> {
                if (stimulusId.equals(record.key()) && found.isEmpty()) {
                    found.add(new Features(LayerTensor.layers(record.value()).stream().map(layer -> new LayerFeatures(
                            layer.name(), layer.channels(), layer.local(), layer.global())).toList()));
                }
            });
        }
        return found.stream().findFirst().orElseThrow(() -> new IllegalArgumentException("no features of stimulus "
                + stimulusId + " under " + backbone));
    }

    /// @param image `[3, 8, 8]`, 0 to 1
    /// @param cell  pixels a side of each grid point
    static BufferedImage picture(float[] image, int cell) {
        BufferedImage picture = new BufferedImage(GRID * cell, GRID * cell, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        for (int point = 0; point < GRID * GRID; point++) {
            int[] colour = new int[COLOURS];
            for (int each = 0; each < COLOURS; each++) {
                colour[each] = Math.round(LARGEST * image[each * GRID * GRID + point]);
            }
            pen.setColor(new Color(colour[0], colour[1], colour[2]));
            pen.fillRect(point % GRID * cell, point / GRID * cell, cell, cell);
        }
        pen.dispose();
        return picture;
    }
}
