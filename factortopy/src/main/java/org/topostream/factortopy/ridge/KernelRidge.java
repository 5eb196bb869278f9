package org.topostream.factortopy.ridge;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;

/// Ridge regression in its dual form, on products of trials (Saunders, Gammerman and Vovk 1998).
///
/// @param meanProduct  `[1, T]`, mean over training trials of the products with each of them
/// @param weights      `[T, N]`, of the training trials
/// @param meanResponse `[1, N]`
record KernelRidge(INDArray meanProduct, INDArray weights, INDArray meanResponse) {

    /// The centred products' eigenvalues, from which every penalty's weights follow.
    ///
    /// @param values  `[T]`
    /// @param vectors `[T, T]`, in columns
    /// @param rotated `[T, N]`, the centred responses in the eigenvectors' frame
    record Decomposition(INDArray values, INDArray vectors, INDArray rotated, INDArray meanProduct,
            INDArray meanResponse) {

        KernelRidge withPenalty(double penalty) {
            INDArray shrunk = rotated.div(values.add(penalty).reshape(values.length(), 1));
            return new KernelRidge(meanProduct, vectors.mmul(shrunk), meanResponse);
        }
    }

    /// @param products  `[T, T]` of the training trials
    /// @param responses `[T, N]`
    static Decomposition decompose(INDArray products, INDArray responses) {
        INDArray meanProduct = products.mean(0).reshape(1, products.columns());
        INDArray meanResponse = responses.mean(0).reshape(1, responses.columns());
        INDArray vectors = centred(products.sub(meanProduct));
        INDArray values = Eigen.symmetricGeneralizedEigenvalues(vectors, true); // overwrites its argument
        return new Decomposition(values.reshape(values.length()), vectors,
                vectors.transpose().mmul(responses.sub(meanResponse)), meanProduct, meanResponse);
    }

    /// Predicts from products with the training trials.
    /// @param products `[R, T]`
    /// @return `[R, N]`
    INDArray predict(INDArray products) {
        return centred(products.sub(meanProduct)).mmul(weights).addi(meanResponse);
    }

    /// Takes each row's mean out: with the column means gone as well, products are those of centred features.
    private static INDArray centred(INDArray products) {
        return products.sub(products.mean(1).reshape(products.rows(), 1));
    }
}
