package org.topostream.factortopy.glm;

/// The model of one trial by least squares, separate (LSS; Mumford et al. 2012): its regressor `x`, the sum `o` of all
/// other trials' regressors, and the nuisance. With the nuisance out of both, what is left are two regressors, and two
/// numbers of each voxel: their products with the volumes, `u` of `x` and `w` of `o`.
///
/// @param estimable  whether `x` is anything beyond the nuisance and `o`
/// @param regressors 2, or 1 where the other trials' sum tells nothing of its own (there are none, say)
/// @param own        with `shared`, what makes the beta: `own * u + shared * w`
/// @param shared     see `own`
/// @param variance   of the beta where the noise's is 1
/// @param fit        three numbers that make the sum of squares explained without the ridge penalty:
///                   `fit[0] u² + 2 fit[1] u w + fit[2] w²`
record SeparateModel(boolean estimable, int regressors, double own, double shared, double variance, double[] fit) {
    /// @param trial  `x`
    /// @param others `o`
    /// @param ridge  penalty on the squares of both betas
    static SeparateModel of(Projection trial, Projection others, double ridge) {
        double xx = Projection.dot(trial.residual(), trial.residual());
        if (!others.isIndependent()) {
            double own = 1 / (xx + ridge);
            return new SeparateModel(trial.isIndependent(), 1, own, 0, own * own * xx, new double[]{1 / xx, 0, 0});
        }
        double xo = Projection.dot(trial.residual(), others.residual());
        double oo = Projection.dot(others.residual(), others.residual());
        double left = xx - xo * xo / oo;
        boolean estimable = left > Projection.LEAST * Projection.LEAST
                * Projection.dot(trial.column(), trial.column());
        double penalised = (xx + ridge) * (oo + ridge) - xo * xo;
        double own = (oo + ridge) / penalised;
        double shared = -xo / penalised;
        double variance = own * own * xx + 2 * own * shared * xo + shared * shared * oo;
        return new SeparateModel(estimable, 2, own, shared, variance,
                new double[]{1 / left, -xo / oo / left, xx / oo / left});
    }

    double beta(double u, double w) {
        return own * u + shared * w;
    }

    double explained(double u, double w) {
        return fit[0] * u * u + 2 * fit[1] * u * w + fit[2] * w * w;
    }
}
