package org.topostream.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.Normaliser;
import org.topostream.factortopy.encoder.OptimiserState;
import org.topostream.factortopy.encoder.Parameters;
import org.topostream.schemas.LayerTensor;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.TopicSpec;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Layer;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Stimulus;
import org.topostream.schemas.avro.Volume;

/// The numbers of the page about many labs: bytes of records against real records, the rest worked out again.
class ScalingPageTest {
    private static final double TOLERANCE = 0.05;
    private static final int WIRE = 5;
    private static final double MB = 1e6;
    private static final double GB = 1e9;
    private static final int WIDE = 16;

    private final Map<String, Double> told = told();
    private final int voxels = (int) number("voxels of a subject");
    private final int networks = (int) number("networks");
    private final int subjects = (int) number("subjects");

    /// First cells of the page's tables, and the numbers beside them.
    private static Map<String, Double> told() {
        try {
            Map<String, Double> told = new LinkedHashMap<>();
            String table = "";
            for (String line : Page.of("docs/scaling.md").lines()) {
                if (line.startsWith("## ")) {
                    table = line.substring(3) + ": ";
                }
                String[] cells = line.split("\\|");
                if (cells.length > 2 && cells[2].strip().matches("[\\d,.]+")) {
                    double number = Double.parseDouble(cells[2].strip().replace(",", ""));
                    told.put(table + cells[1].strip(), number);
                    told.putIfAbsent(cells[1].strip(), number);
                }
            }
            return told;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double number(String name) {
        assertTrue(told.containsKey(name), "docs/scaling.md has no number for " + name + ", only " + told.keySet());
        return told.get(name);
    }

    private void require(String name, double expected) {
        assertEquals(expected, number(name), TOLERANCE * expected, name);
    }

    private static int bytes(SpecificRecord record) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new SpecificDatumWriter<SpecificRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
            return WIRE + out.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Features features() {
        int layers = (int) number("layers of a network");
        int channels = (int) number("channels of a layer");
        int plane = org.topostream.factortopy.Features.GRID * org.topostream.factortopy.Features.GRID;
        List<LayerTensor> all = IntStream.range(0, layers).mapToObj(layer -> new LayerTensor("layer" + layer, channels,
                8, 8, new float[channels * plane], new float[channels])).toList();
        return Features.newBuilder().setStimulusId("a").setBackbone("b").setBackboneDigest("0".repeat(64))
                .setImageSha256("0".repeat(64))
                .setLayers(all.stream().map(layer -> new Layer(layer.name(), channels, 8, 8)).toList())
                .setLocal(LayerTensor.local(all)).setGlobal(LayerTensor.global(all)).setSentAt(Instant.EPOCH)
                .setExtractStartedAt(Instant.EPOCH).setExtractedAt(Instant.EPOCH).build();
    }

    private long publication() {
        int layers = (int) number("layers of a network");
        int[] widths = new int[layers];
        Arrays.fill(widths, (int) number("channels of a layer"));
        EncoderShape shape = new EncoderShape(voxels, IntStream.range(0, layers).mapToObj(each -> "layer" + each)
                .toList(), widths, (int) number("bottleneck"));
        float[] xyz = new float[3 * voxels];
        for (int i = 0; i < xyz.length; i++) {
            xyz[i] = i % 97;
        }
        Parameters parameters = Parameters.initial(shape, 1);
        Encoder encoder = new Encoder(shape, Coordinates.of(xyz), parameters, Normaliser.identity(voxels));
        return 2L * encoder.toBytes().length
                + new OptimiserState(1, parameters.tensors(), parameters.tensors()).toBytes().length;
    }

    @Test
    void bytesOfRecordsAreThoseOfRealRecords() {
        int volume = (int) number("voxels of a whole volume");
        require("Stimulus", bytes(Stimulus.newBuilder().setStimulusId("a")
                .setImage(ByteBuffer.allocate((int) number("bytes of a picture"))).setSha256("0".repeat(64))
                .setSentAt(Instant.EPOCH).build()));
        require("Features", bytes(features()));
        require("Volume", bytes(Volume.newBuilder().setSubject("s").setRun("r").setNumber(1).setSeconds(1)
                .setAffine(Collections.nCopies(16, 1.0))
                .setValues(Tensors.float32(new float[volume], 1, 1, volume)).setReceivedAt(Instant.EPOCH).build()));
        require("Response", bytes(Response.newBuilder().setStimulusId("a").setTrialId("t").setSubject("s")
                .setValues(Tensors.float32(new float[voxels], voxels)).build()));
        require("Prediction", bytes(Prediction.newBuilder().setStimulusId("a").setSubject("s").setBackbone("b")
                .setEncoderVersion(1).setEncoderSteps(1).setTrainedUpTo(1)
                .setValues(Tensors.float32(new float[voxels], voxels)).setSentAt(Instant.EPOCH)
                .setExtractStartedAt(Instant.EPOCH).setExtractedAt(Instant.EPOCH).setScoreStartedAt(Instant.EPOCH)
                .setScoredAt(Instant.EPOCH).build()));
        require("CorticalMap", bytes(CorticalMap.newBuilder().setSubject("s").setBackbone("b").setKind("layer")
                .setValues(Tensors.float32(new float[voxels], voxels)).setEncoderVersion(1).setUnits("")
                .setMinimum(0).setMaximum(1).setColours("").setUpdatedAt(Instant.EPOCH).build()));
        require("Score", 6.0 * bytes(Response.newBuilder().setStimulusId("a").setTrialId("t").setSubject("s")
                .setValues(Tensors.float32(new float[voxels], voxels)).build()));
        require("publication of an encoder", publication());
    }

    private double rates() {
        double trial = number("seconds from trial to trial");
        double publication = number("seconds between publications");
        Map<String, Double> rates = new LinkedHashMap<>();
        rates.put("stimuli", number("Stimulus") / trial);
        rates.put("volumes", number("Volume") / number("seconds from volume to volume"));
        rates.put("responses", number("Response") / trial);
        rates.put("features", networks * number("Features") / trial);
        rates.put("predictions", networks * number("Prediction") / trial);
        rates.put("encoders", networks * number("publication of an encoder") / publication);
        rates.put("maps of encoders (19 columns a publication)", networks * 19 * number("CorticalMap") / publication);
        rates.put("scores and their maps (5 columns a trial)",
                networks * (number("Score") + 5 * number("CorticalMap")) / trial);
        rates.forEach((topics, rate) -> require("A lab in session: what producers write: " + topics, rate / MB));
        return rates.values().stream().mapToDouble(Double::doubleValue).sum() / MB;
    }

    private double kept() {
        double trials = subjects * number("trials of a subject");
        Map<String, Double> kept = new LinkedHashMap<>();
        kept.put("stimuli, for good", trials * number("Stimulus"));
        kept.put("features, for good", trials * networks * number("Features"));
        kept.put("responses, for good", trials * number("Response"));
        kept.put("predictions, for good", trials * networks * number("Prediction"));
        kept.put("volumes, 7 days", 7 * 3600 * number("hours of scanning a day") * number("Volume")
                / number("seconds from volume to volume"));
        kept.put("encoders, the newest of each", subjects * networks * number("publication of an encoder"));
        kept.forEach((topics, bytes) -> require(topics, bytes / GB));
        return kept.values().stream().mapToDouble(Double::doubleValue).sum() / GB;
    }

    @Test
    void ratesAndWhatIsKeptFollowFromThem() {
        double replicas = number("replicas");

        double rate = rates();
        double kept = kept();

        require("A lab in session: what producers write: all", rate);
        require("A lab in session: what producers write: all, on the brokers' disks", replicas * rate);
        require("A lab over its subjects: what is kept: all", kept);
        require("A lab over its subjects: what is kept: all, on the brokers' disks", replicas * kept);
        require("100 labs: MB/s written, all in session at once", 100 * rate);
        require("100 labs: TB on the brokers' disks, nothing tiered", 100 * replicas * kept / 1000);
        require("100 labs: encoders", 100.0 * subjects * networks);
    }

    @Test
    void partitionsAreThoseOfTheCatalogue() {
        Set<String> seen = new TreeSet<>();
        long partitions = subjects * networks; // of trainers, beside the one that is there from the start
        for (int subject = 0; subject < subjects; subject++) {
            for (int network = 0; network < networks; network++) {
                for (TopicSpec topic : Topics.all("s" + subject, "n" + network)) {
                    boolean wide = topic.name().equals("stimuli") || topic.name().startsWith("features");
                    partitions += seen.add(topic.name()) ? wide ? WIDE : topic.partitions() : 0;
                }
            }
        }

        assertEquals(partitions + Topics.trainers().partitions(), number("Partitions: all"));
    }

    @Test
    void processorsFollowFromTrials() {
        double trial = number("seconds from trial to trial");

        require("extraction, all networks", networks / trial);
        require("training, all networks (6 steps of 32 for a trial)", networks * 6 * 32 / trial);
    }
}
