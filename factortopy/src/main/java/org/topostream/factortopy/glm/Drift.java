package org.topostream.factortopy.glm;

/// The slow wandering of the signal that a run's model takes out. Every column is a function of the time alone, which
/// does not change as volumes arrive. The constant is not among them: the model always has it.
public sealed interface Drift {
    /// Seconds: slower oscillations than this count as drift (SPM's default).
    double CUTOFF = 128;
    /// Enough for more than an hour at the default cut-off.
    int MOST_COLUMNS = 60;

    /// How many columns there are.
    int columns();

    /// The value of every column.
    /// @param seconds since the begin of the run's first stored volume
    double[] at(double seconds);

    /// How many of the columns, from the first, belong into the model.
    /// @param seconds how far the run has been seen
    int used(double seconds);

    /// For runs of unknown length: [Growing] with the default cut-off.
    static Drift growing() {
        return new Growing(CUTOFF);
    }

    /// Discrete cosines up to a cut-off, `cos(pi k t / length)` with `k = 1 .. floor(2 length / cutoff)`: SPM's set, if
    /// the length is that of the run and volumes are timed at their middle. All belong into the model from the start,
    /// which costs the first estimates of a run as many degrees of freedom.
    ///
    /// @param cutoff seconds
    /// @param length of the run, seconds; where the run is longer, the curves go on as their mirror images
    record Cosines(double cutoff, double length) implements Drift {
        /// @throws IllegalArgumentException where a value is not above 0, or there would be too many columns
        public Cosines {
            require(cutoff > 0 && length > 0 && 2 * length / cutoff < MOST_COLUMNS + 1, "a cut-off and a length above"
                    + " 0 s of which the length is at most 30 times the cut-off", cutoff + " and " + length);
        }

        @Override
        public int columns() {
            return (int) Math.floor(2 * length / cutoff);
        }

        @Override
        public double[] at(double seconds) {
            double[] values = new double[columns()];
            for (int k = 0; k < values.length; k++) {
                values[k] = Math.cos(Math.PI * (k + 1) * seconds / length);
            }
            return values;
        }

        @Override
        public int used(double seconds) {
            return columns();
        }
    }

    /// Legendre's polynomials of degrees 1 up to another over the run. All belong into the model from the start.
    ///
    /// @param degree the highest; 0 for a model without drift
    /// @param length of the run, seconds
    record Legendre(int degree, double length) implements Drift {
        private static final int HIGHEST = 15;

        /// @throws IllegalArgumentException where the degree is not 0 to 15 or the length not above 0
        public Legendre {
            require(degree >= 0 && degree <= HIGHEST && length > 0 && Double.isFinite(length),
                    "a degree from 0 to " + HIGHEST + " and a length above 0 s", degree + " and " + length);
        }

        @Override
        public int columns() {
            return degree;
        }

        /// By Bonnet's recurrence, `(k + 1) P(k + 1) = (2 k + 1) x P(k) - k P(k - 1)`.
        @Override
        public double[] at(double seconds) {
            double x = 2 * seconds / length - 1;
            double[] values = new double[degree];
            double before = 1;
            double value = x;
            for (int k = 1; k <= degree; k++) {
                values[k - 1] = value;
                double next = ((2 * k + 1) * x * value - k * before) / (k + 1);
                before = value;
                value = next;
            }
            return values;
        }

        @Override
        public int used(double seconds) {
            return degree;
        }
    }

    /// A line that may bend at every half cut-off: `t`, then `max(0, t - k cutoff / 2)` with `k = 1, 2, ...`. It needs
    /// no length, and stays well-conditioned at any, which polynomials of a growing degree do not. As many columns
    /// belong into the model as half cut-offs have been seen in full: a bend joins half a cut-off after it, so that the
    /// newest volumes never have a curve to themselves. As many columns as the cosines of the same cut-off.
    ///
    /// @param cutoff seconds
    record Growing(double cutoff) implements Drift {
        /// @throws IllegalArgumentException where the cut-off is not above 0
        public Growing {
            require(cutoff > 0 && Double.isFinite(cutoff), "a cut-off above 0 s", String.valueOf(cutoff));
        }

        @Override
        public int columns() {
            return MOST_COLUMNS;
        }

        /// In half cut-offs.
        @Override
        public double[] at(double seconds) {
            double[] values = new double[MOST_COLUMNS];
            for (int k = 0; k < MOST_COLUMNS; k++) {
                values[k] = Math.max(0, 2 * seconds / cutoff - k);
            }
            return values;
        }

        @Override
        public int used(double seconds) {
            return (int) Math.clamp(Math.floor(2 * seconds / cutoff), 0, MOST_COLUMNS);
        }
    }

    private static void require(boolean condition, String expected, String got) {
        if (!condition) {
            throw new IllegalArgumentException("drift: expected " + expected + ", got " + got);
        }
    }
}
