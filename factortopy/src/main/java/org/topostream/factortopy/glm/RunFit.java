package org.topostream.factortopy.glm;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What the volumes of a run say at a moment: the nuisance out of everything, an HRF for each voxel, and from these the
/// betas of any trial. Useless once a volume or an event has come.
final class RunFit {
    private final GlmOptions options;
    private final List<SeenVolume> volumes;
    private final CrossProducts products;
    private final Whitening whitening;
    private final Basis basis;
    private final double[] unexplained;
    /// `[H]`, of the sum of all trials.
    private final Projection[] sums;
    private final int[] choice;
    /// `[H]`, the voxels that have each HRF.
    private final int[][] groups;

    /// @param volumes in the order of their numbers, all that are counted in the products
    RunFit(GlmOptions options, List<SeenVolume> volumes, CrossProducts products) {
        this.options = options;
        this.volumes = volumes;
        this.products = products;
        whitening = Whitening.of(volumes, options.autocorrelation());
        basis = new Basis();
        double seen = volumes.isEmpty() ? 0 : options.secondsOf(volumes.getLast().number());
        int nuisance = 1 + options.motion() + options.drift().used(seen);
        for (int column = 0; column < nuisance; column++) {
            basis.add(white(column), products.product(column));
        }
        unexplained = basis.unexplained(products.squares());
        sums = new Projection[options.hrfs().size()];
        for (int hrf = 0; hrf < sums.length; hrf++) {
            sums[hrf] = basis.project(white(options.nuisance() + hrf));
        }
        choice = choose();
        groups = new int[sums.length][];
        for (int hrf = 0; hrf < sums.length; hrf++) {
            int wanted = hrf;
            groups[hrf] = IntStream.range(0, choice.length).filter(n -> choice[n] == wanted).toArray();
        }
    }

    private double[] white(int column) {
        double[] values = new double[volumes.size()];
        for (int v = 0; v < values.length; v++) {
            values[v] = volumes.get(v).columns()[column];
        }
        return whitening.apply(values);
    }

    /// For each voxel the HRF that leaves the least in a model of all trials in one regressor and the nuisance, which
    /// is the one that explains most beyond the nuisance; the first of equals.
    private int[] choose() {
        int[] best = new int[unexplained.length];
        double[] most = new double[unexplained.length];
        for (int hrf = 0; hrf < sums.length && sums.length > 1; hrf++) {
            if (sums[hrf].isIndependent()) {
                double[] product = basis.residual(products.product(options.nuisance() + hrf),
                        sums[hrf].coefficients());
                double length = Projection.dot(sums[hrf].residual(), sums[hrf].residual());
                for (int n = 0; n < best.length; n++) {
                    double explained = product[n] * product[n] / length;
                    best[n] = explained > most[n] ? hrf : best[n];
                    most[n] = Math.max(most[n], explained);
                }
            }
        }
        return best;
    }

    /// Each voxel's HRF `[N]`, by its place in the options.
    int[] choice() {
        return choice.clone();
    }

    /// @param complete whether the run is over
    TrialEstimate estimate(TrialColumns trial, boolean complete) {
        float[] betas = new float[unexplained.length];
        float[] errors = new float[unexplained.length];
        Arrays.fill(betas, Float.NaN);
        Arrays.fill(errors, Float.NaN);
        boolean estimable = true;
        int freedom = volumes.size() - basis.rank();
        for (int hrf = 0; hrf < groups.length; hrf++) {
            if (groups[hrf].length > 0) {
                Projection own = basis.project(whitening.apply(column(trial, hrf)));
                SeparateModel model = SeparateModel.of(own, sums[hrf].minus(own), options.ridge());
                int left = volumes.size() - basis.rank() - model.regressors();
                freedom = Math.min(freedom, left);
                estimable &= model.estimable();
                if (model.estimable()) {
                    solve(model, own, hrf, left, betas, errors);
                }
            }
        }
        if (options.units() == Units.PERCENT) {
            toPercent(betas, errors);
        }
        int seen = (int) volumes.stream().filter(volume -> trial.spans(volume.number())).count();
        return new TrialEstimate(trial.trial(), betas, errors, seen, trial.end() - trial.first(), freedom,
                estimable && freedom > 0 && peakSeen(trial), complete);
    }

    private double[] column(TrialColumns trial, int hrf) {
        return volumes.stream().mapToDouble(volume -> trial.at(hrf, volume.number())).toArray();
    }

    private void solve(SeparateModel model, Projection own, int hrf, int freedom, float[] betas, float[] errors) {
        int[] voxels = groups[hrf];
        double[] ownProducts = products.sum(volumes, whitening.weights(own.column()), voxels);
        double[] allProducts = products.product(options.nuisance() + hrf);
        double[] otherProducts = new double[voxels.length];
        for (int i = 0; i < voxels.length; i++) {
            otherProducts[i] = allProducts[voxels[i]] - ownProducts[i];
        }
        basis.subtractFrom(ownProducts, own.coefficients(), voxels);
        basis.subtractFrom(otherProducts, sums[hrf].minus(own).coefficients(), voxels);
        for (int i = 0; i < voxels.length; i++) {
            int n = voxels[i];
            double u = ownProducts[i];
            double w = otherProducts[i];
            betas[n] = (float) model.beta(u, w);
            double noise = freedom < 1
                    ? Double.NaN
                    : Math.max(0, unexplained[n] - model.explained(u, w)) / freedom;
            errors[n] = (float) Math.sqrt(noise * model.variance());
        }
    }

    private void toPercent(float[] betas, float[] errors) {
        double[] means = products.means();
        for (int n = 0; n < betas.length; n++) {
            double scale = means[n] > 0 ? 100 / means[n] : Double.NaN;
            betas[n] = (float) (betas[n] * scale);
            errors[n] = (float) (errors[n] * scale);
        }
    }

    private boolean peakSeen(TrialColumns trial) {
        double from = trial.trial().onset() + options.usableAfter();
        return volumes.stream().anyMatch(
                volume -> trial.spans(volume.number()) && options.secondsOf(volume.number()) >= from);
    }
}
