package org.topostream.factortopy.encoder;

import java.util.LinkedHashMap;
import java.util.Map;

/// Clipping and AdamW (Loshchilov and Hutter 2019) written out in float64, with the paper's settings.
final class PlainAdamW {
    private static final double RATE = 1e-3;
    private static final double DECAY = 0.01;
    private static final double CLIP = 0.5;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final Map<String, double[]> firstMoments = new LinkedHashMap<>();
    private final Map<String, double[]> secondMoments = new LinkedHashMap<>();
    private int steps;

    /// The parameters one step further.
    Map<String, double[]> step(Map<String, double[]> parameters, Map<String, double[]> gradients) {
        steps++;
        double shrink = Math.min(1, CLIP / (norm(gradients) + 1e-6));
        Map<String, double[]> stepped = new LinkedHashMap<>();
        parameters.forEach((name, values) -> stepped.put(name, step(name, values, gradients.get(name), shrink)));
        return stepped;
    }

    /// Of all gradients together.
    static double norm(Map<String, double[]> gradients) {
        double squares = 0;
        for (double[] gradient : gradients.values()) {
            for (double value : gradient) {
                squares += value * value;
            }
        }
        return Math.sqrt(squares);
    }

    private double[] step(String name, double[] values, double[] gradients, double shrink) {
        double[] first = firstMoments.computeIfAbsent(name, parameter -> new double[values.length]);
        double[] second = secondMoments.computeIfAbsent(name, parameter -> new double[values.length]);
        double[] stepped = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double gradient = gradients[i] * shrink;
            first[i] = BETA1 * first[i] + (1 - BETA1) * gradient;
            second[i] = BETA2 * second[i] + (1 - BETA2) * gradient * gradient;
            double mean = first[i] / (1 - Math.pow(BETA1, steps));
            double spread = Math.sqrt(second[i] / (1 - Math.pow(BETA2, steps)));
            stepped[i] = values[i] * (1 - RATE * DECAY) - RATE * mean / (spread + EPSILON);
        }
        return stepped;
    }
}
