package org.topostream.factortopy.ridge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

import org.topostream.factortopy.internal.NativeSettings;

/// Ridge regression from features to all voxels at once, with an intercept that is not penalised and one penalty for
/// all voxels, chosen by cross-validation (Hoerl and Kennard 1970).
///
/// Works on the `[T, T]` products of trials instead of the `[P, P]` products of features: there are far fewer trials.
public final class Ridge {
    /// Columns that are multiplied at once in float32; their products are summed in float64.
    private static final int COLUMNS = 4096;

    private final INDArray features;
    private final KernelRidge fit;
    private final double penalty;

    private Ridge(INDArray features, KernelRidge fit, double penalty) {
        this.features = features;
        this.fit = fit;
        this.penalty = penalty;
    }

    /// Chooses a penalty and fits.
    /// @param features  `[T][P]`, a row for each trial
    /// @param responses `[T][N]`
    /// @param penalties to choose from, each above 0
    /// @param folds     trial `t` is left out in fold `t mod folds`
    /// @throws IllegalArgumentException where sizes do not fit, or a fold would be left without trials
    public static Ridge fit(float[][] features, float[][] responses, double[] penalties, int folds) {
        if (folds < 2 || features.length < 2 * folds || features.length != responses.length
                || penalties.length == 0 || Arrays.stream(penalties).anyMatch(penalty -> !(penalty > 0))) {
            throw new IllegalArgumentException("expected penalties above 0, at least 2 folds of at least 2 trials, and "
                    + "as many responses as features, got " + Arrays.toString(penalties) + ", " + folds + " folds, "
                    + features.length + " features and " + responses.length + " responses");
        }
        NativeSettings.apply();
        INDArray x = Nd4j.create(features);
        INDArray y = Nd4j.create(responses).castTo(DataType.DOUBLE);
        INDArray products = products(x, x);
        double[] errors = new double[penalties.length];
        for (int fold = 0; fold < folds; fold++) {
            addErrors(products, y, fold, folds, penalties, errors);
        }
        int best = 0;
        for (int i = 1; i < errors.length; i++) {
            best = errors[i] < errors[best] ? i : best;
        }
        return new Ridge(x, KernelRidge.decompose(products, y).withPenalty(penalties[best]), penalties[best]);
    }

    /// Adds each penalty's squared error on the trials of a fold, in units of each voxel's variance.
    private static void addErrors(INDArray products, INDArray y, int fold, int folds, double[] penalties,
            double[] errors) {
        List<Integer> kept = new ArrayList<>();
        List<Integer> left = new ArrayList<>();
        for (int trial = 0; trial < y.rows(); trial++) {
            (trial % folds == fold ? left : kept).add(trial);
        }
        int[] inside = kept.stream().mapToInt(Integer::intValue).toArray();
        int[] outside = left.stream().mapToInt(Integer::intValue).toArray();
        INDArray spread = y.var(0).addi(Double.MIN_NORMAL).reshape(1, y.columns());
        KernelRidge.Decomposition decomposition = KernelRidge
                .decompose(products.getRows(inside).getColumns(inside), y.getRows(inside));
        INDArray between = products.getRows(outside).getColumns(inside);
        for (int i = 0; i < penalties.length; i++) {
            INDArray error = decomposition.withPenalty(penalties[i]).predict(between).subi(y.getRows(outside));
            errors[i] += error.muli(error).sum(0).reshape(1, y.columns()).divi(spread).meanNumber().doubleValue();
        }
    }

    /// `[R, T]`, every row of `a` times every row of `b`.
    private static INDArray products(INDArray a, INDArray b) {
        INDArray sum = Nd4j.zeros(DataType.DOUBLE, a.rows(), b.rows());
        for (int from = 0; from < a.columns(); from += COLUMNS) {
            int to = Math.min(from + COLUMNS, a.columns());
            INDArray left = a.get(NDArrayIndex.all(),
                    NDArrayIndex.interval(from, to));
            INDArray right = b.get(NDArrayIndex.all(),
                    NDArrayIndex.interval(from, to));
            sum.addi(left.mmul(right.transpose()).castTo(DataType.DOUBLE));
        }
        return sum;
    }

    /// The predicted responses to several trials at once: every call goes over all training trials.
    /// @param rows `[R][P]`
    /// @return `[R][N]`
    public float[][] predict(float[][] rows) {
        return fit.predict(products(Nd4j.create(rows), features)).castTo(DataType.FLOAT).toFloatMatrix();
    }

    /// The chosen penalty.
    public double penalty() {
        return penalty;
    }
}
