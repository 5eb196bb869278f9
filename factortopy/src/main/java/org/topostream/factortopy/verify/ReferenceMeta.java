package org.topostream.factortopy.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.TrainingOptions;

/// What the `meta.json` of a reference folder says.
///
/// @param shape             the encoder's sizes
/// @param batch             `B`, stimuli in the batch
/// @param regulariserWeight at which the gradients were taken
/// @param options           of the ten steps
/// @param losses            before each step, `[10]`
public record ReferenceMeta(EncoderShape shape, int batch, double regulariserWeight, TrainingOptions options,
        List<Losses> losses) {
    /// Steps between `param.*` and `after10.param.*`.
    public static final int STEPS = 10;
    private static final String FILE = "meta.json";
    private static final String LOSSES = "losses_before_each_step_loss_reg_total";
    /// The weight is in the name: `total_with_reg_weight_0_075` is the total at 0.075.
    private static final Pattern WEIGHTED_TOTAL = Pattern.compile("total_with_reg_weight_(\\d+)_(\\d+)");

    /// Before one step.
    ///
    /// @param loss        smooth-L1
    /// @param regulariser unweighted
    /// @param total       `loss` and the weighted regulariser
    public record Losses(double loss, double regulariser, double total) {}

    /// @throws IOException where the file is absent or does not say one of these; the message says which
    static ReferenceMeta read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new IOException(folder + ": not a reference folder: " + FILE + " is missing");
        }
        try {
            return of(file, new ObjectMapper().readTree(file.toFile()));
        } catch (JsonProcessingException e) {
            throw new IOException(file + ": expected JSON, got " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static ReferenceMeta of(Path file, JsonNode meta) throws IOException {
        int[] widths = new int[count(file, meta, "layers")];
        JsonNode given = meta.path("widths");
        if (given.size() != widths.length || !all(given, JsonNode::isInt)) {
            throw unfit(file, "widths", "a whole number for each of " + widths.length + " layers", given);
        }
        Arrays.setAll(widths, layer -> given.path(layer).asInt());
        List<String> names = new ArrayList<>();
        for (int layer = 0; layer < widths.length; layer++) {
            names.add("layer" + layer);
        }
        EncoderShape shape = new EncoderShape(count(file, meta, "vertices"), names, widths,
                count(file, meta, "bottleneck"));
        return new ReferenceMeta(shape, count(file, meta, "batch"), regulariserWeight(file, meta),
                options(file, meta), losses(file, meta));
    }

    /// What the folder does not say is the paper's.
    private static TrainingOptions options(Path file, JsonNode meta) throws IOException {
        TrainingOptions paper = TrainingOptions.defaults();
        return new TrainingOptions(number(file, meta.path("adamw"), "lr"), paper.holdSteps(),
                number(file, meta.path("adamw"), "weight_decay"), paper.gradientClip(),
                number(file, meta, "smooth_l1_beta"), paper.regularisation(), paper.regularisationSteps(),
                paper.seed());
    }

    private static double regulariserWeight(Path file, JsonNode meta) throws IOException {
        for (Iterator<String> names = meta.fieldNames(); names.hasNext();) {
            Matcher weighted = WEIGHTED_TOTAL.matcher(names.next());
            if (weighted.matches()) {
                return Double.parseDouble(weighted.group(1) + "." + weighted.group(2));
            }
        }
        throw unfit(file, "total_with_reg_weight_<weight>", "a number", meta.path("absent"));
    }

    private static List<Losses> losses(Path file, JsonNode meta) throws IOException {
        JsonNode steps = meta.path(LOSSES);
        if (steps.size() != STEPS || !all(steps, step -> step.size() == 3 && all(step, JsonNode::isNumber))) {
            throw unfit(file, LOSSES, "3 numbers for each of " + STEPS + " steps", steps);
        }
        List<Losses> losses = new ArrayList<>();
        for (JsonNode step : steps) {
            losses.add(new Losses(step.path(0).asDouble(), step.path(1).asDouble(), step.path(2).asDouble()));
        }
        return losses;
    }

    private static int count(Path file, JsonNode meta, String name) throws IOException {
        JsonNode value = meta.path(name);
        if (!value.isInt() || value.asInt() < 1) {
            throw unfit(file, name, "a whole number of 1 or more", value);
        }
        return value.asInt();
    }

    private static double number(Path file, JsonNode parent, String name) throws IOException {
        JsonNode value = parent.path(name);
        if (!value.isNumber()) {
            throw unfit(file, name, "a number", value);
        }
        return value.asDouble();
    }

    private static boolean all(JsonNode array, Predicate<JsonNode> test) {
        for (JsonNode element : array) {
            if (!test.test(element)) {
                return false;
            }
        }
        return true;
    }

    private static IOException unfit(Path file, String name, String expected, JsonNode got) {
        return new IOException(file + ": " + name + ": expected " + expected + ", got "
                + (got.isMissingNode() ? "nothing" : got));
    }
}
