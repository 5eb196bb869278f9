package org.topostream.producers.scan.nifti;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.topostream.producers.scan.BadScanException;

/// The fields of a NIfTI header that matter here, where either version has them.
sealed interface NiftiFields permits Nifti1Fields, Nifti2Fields {
    /// The header's bytes, in its own order.
    ByteBuffer bytes();

    /// 1 or 2.
    int version();

    /// How many bytes the header takes.
    int length();

    /// Where its magic begins.
    int magicAt();

    /// `dim[axis]`, `dim[0]` being how many axes there are.
    long extent(int axis);

    /// `pixdim[axis]`, `pixdim[0]` being qfac.
    double spacing(int axis);

    int type();

    /// `vox_offset`.
    double offset();

    double slope();

    double intercept();

    /// `xyzt_units`.
    int units();

    int qformCode();

    int sformCode();

    /// `quatern_b`, `_c` and `_d`.
    double quaternion(int part);

    /// `qoffset_x`, `_y` and `_z`.
    double shift(int axis);

    /// `srow_x`, `_y` and `_z`, each of four numbers.
    double row(int row, int column);

    /// How far the square of a quaternion's real part may fall below 0 by rounding.
    double rounding();

    /// The first three characters of its magic.
    default String magic() {
        byte[] magic = new byte[3];
        bytes().get(magicAt(), magic);
        return new String(magic, StandardCharsets.ISO_8859_1);
    }

    /// @param head the first bytes of a file, as many as there are by now
    /// @return nothing where the file has no whole header yet
    /// @throws BadScanException where it begins otherwise than a NIfTI file
    static Optional<NiftiFields> of(ByteBuffer head, Path file) throws BadScanException {
        if (head.limit() < Integer.BYTES || head.getInt(0) == 0) {
            return Optional.empty();
        }
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            int length = head.order(order).getInt(0);
            if (length == Nifti1Fields.LENGTH) {
                return head.limit() < length ? Optional.empty() : Optional.of(new Nifti1Fields(head));
            }
            if (length == Nifti2Fields.LENGTH) {
                return head.limit() < length ? Optional.empty() : Optional.of(new Nifti2Fields(head));
            }
        }
        byte[] first = new byte[Integer.BYTES];
        head.get(0, first);
        throw new BadScanException(file + ": expected 348 (NIfTI-1) or 540 (NIfTI-2) in the first four bytes, got "
                + HexFormat.ofDelimiter(" ").formatHex(first));
    }
}
