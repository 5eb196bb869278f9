package org.topostream.factortopy.encoder.internal.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.topostream.factortopy.encoder.Coordinates;

/// A short basis of the positional encoding.
///
/// The 64 sines and cosines of an axis are smooth over the subject's extent, and so all but linearly dependent: some 28
/// orthonormal functions span them within 1e-8. The first layer of the selectors' networks is linear, so it may read
/// those instead, at less than half the cost: `encoding W = basis (mixing W)`.
///
/// Found by Gram-Schmidt with pivoting on places evenly spread over each axis, in double precision.
///
/// @param size    functions, `R`
/// @param values  of every voxel, `[N, R]`, rows padded to [Lanes#columns]
/// @param mixing  `[R, 192]`, rows not padded; rows padded with zeros to [Lanes#rows]
record EncodingBasis(int size, float[] values, float[] mixing) {
    private static final int PER_AXIS = Coordinates.PER_AXIS;
    private static final int PLACES = 1024;
    private static final double DEPENDENT = 1e-8;
    /// By extent: every version of a subject's encoder has the same.
    private static final Map<Double, Axis> FOUND = new ConcurrentHashMap<>();

    static EncodingBasis of(Coordinates coordinates) {
        List<Axis> axes = new ArrayList<>();
        int size = 0;
        for (int axis = 0; axis < Coordinates.AXES; axis++) {
            Axis found = FOUND.computeIfAbsent(coordinates.extent(axis), Axis::of);
            axes.add(found);
            size += found.size();
        }
        int stride = Lanes.columns(size);
        float[] mixing = new float[Lanes.rows(size) * Coordinates.ENCODING];
        float[] values = new float[Math.multiplyExact(coordinates.voxels(), stride)];
        int first = 0;
        for (int axis = 0; axis < Coordinates.AXES; axis++) {
            Axis basis = axes.get(axis);
            for (int i = 0; i < basis.size(); i++) {
                for (int j = 0; j < PER_AXIS; j++) {
                    mixing[(first + i) * Coordinates.ENCODING + axis * PER_AXIS + j] = (float) basis.mixing[i][j];
                }
            }
            double[] encoded = new double[PER_AXIS];
            for (int voxel = 0; voxel < coordinates.voxels(); voxel++) {
                Coordinates.encode(coordinates.position(voxel, axis), encoded);
                basis.write(encoded, values, voxel * stride + first);
            }
            first += basis.size();
        }
        return new EncodingBasis(size, values, mixing);
    }

    /// The basis of one axis.
    ///
    /// @param pivots which of the 64 functions it was made from, in order
    /// @param mixing `[r, 64]`: the encoding is the basis times this
    private record Axis(int[] pivots, double[][] mixing) {

        int size() {
            return pivots.length;
        }

        /// @param extent the greatest position; 0 for an axis without extent, which needs no function
        static Axis of(double extent) {
            if (extent == 0) {
                return new Axis(new int[0], new double[0][]);
            }
            double[][] functions = new double[PER_AXIS][PLACES];
            double[] encoded = new double[PER_AXIS];
            for (int place = 0; place < PLACES; place++) {
                Coordinates.encode(extent * place / (PLACES - 1), encoded);
                for (int j = 0; j < PER_AXIS; j++) {
                    functions[j][place] = encoded[j] / Math.sqrt(PLACES);
                }
            }
            return orthonormalise(functions);
        }

        private static Axis orthonormalise(double[][] functions) {
            List<Integer> pivots = new ArrayList<>();
            List<double[]> mixing = new ArrayList<>();
            while (pivots.size() < PER_AXIS) {
                int pivot = 0;
                double norm = 0;
                for (int j = 0; j < PER_AXIS; j++) {
                    double own = Math.sqrt(dot(functions[j], functions[j]));
                    if (own > norm) {
                        pivot = j;
                        norm = own;
                    }
                }
                if (norm < DEPENDENT) {
                    break;
                }
                double[] unit = functions[pivot].clone();
                for (int place = 0; place < PLACES; place++) {
                    unit[place] /= norm;
                }
                double[] row = new double[PER_AXIS];
                for (int j = 0; j < PER_AXIS; j++) {
                    row[j] = dot(unit, functions[j]);
                    for (int place = 0; place < PLACES; place++) {
                        functions[j][place] -= row[j] * unit[place];
                    }
                }
                pivots.add(pivot);
                mixing.add(row);
            }
            return new Axis(pivots.stream().mapToInt(Integer::intValue).toArray(), mixing.toArray(double[][]::new));
        }

        /// The basis at a place, from the encoding there: forward substitution through the pivots' triangle.
        void write(double[] encoded, float[] values, int at) {
            double[] found = new double[size()];
            for (int i = 0; i < size(); i++) {
                double rest = encoded[pivots[i]];
                for (int before = 0; before < i; before++) {
                    rest -= found[before] * mixing[before][pivots[i]];
                }
                found[i] = rest / mixing[i][pivots[i]];
                values[at + i] = (float) found[i];
            }
        }

        private static double dot(double[] one, double[] other) {
            double sum = 0;
            for (int place = 0; place < PLACES; place++) {
                sum += one[place] * other[place];
            }
            return sum;
        }
    }
}
