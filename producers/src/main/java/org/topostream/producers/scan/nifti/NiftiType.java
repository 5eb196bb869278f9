package org.topostream.producers.scan.nifti;

import java.nio.ByteBuffer;
import java.nio.file.Path;

import org.topostream.producers.scan.BadScanException;

/// How NIfTI stores an intensity: one number of this type (`datatype` in *nifti1.h*).
public enum NiftiType {
    UINT8(2, 1),
    INT16(4, 2),
    INT32(8, 4),
    FLOAT32(16, 4),
    FLOAT64(64, 8),
    INT8(256, 1),
    UINT16(512, 2),
    UINT32(768, 4),
    INT64(1024, 8),
    UINT64(1280, 8);

    private final int code;
    private final int bytes;

    NiftiType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /// @throws BadScanException where the file has something else; the message names it
    static NiftiType of(int code, Path file) throws BadScanException {
        for (NiftiType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new BadScanException(file + ": expected intensities that are whole or floating-point numbers, got "
                + "datatype " + code + " (" + nameOfOther(code) + ")");
    }

    private static String nameOfOther(int code) {
        return switch (code) {
            case 1 -> "bits";
            case 32 -> "complex64";
            case 128 -> "RGB24";
            case 1536 -> "float128";
            case 1792 -> "complex128";
            case 2048 -> "complex256";
            case 2304 -> "RGBA32";
            default -> "none that NIfTI knows";
        };
    }

    int code() {
        return code;
    }

    /// How many bytes a number takes.
    int bytes() {
        return bytes;
    }

    /// The number that begins at a byte.
    double value(ByteBuffer from, int at) {
        return switch (this) {
            case UINT8 -> Byte.toUnsignedInt(from.get(at));
            case INT8 -> from.get(at);
            case INT16 -> from.getShort(at);
            case UINT16 -> Short.toUnsignedInt(from.getShort(at));
            case INT32 -> from.getInt(at);
            case UINT32 -> (double) Integer.toUnsignedLong(from.getInt(at));
            case INT64 -> (double) from.getLong(at);
            case UINT64 -> unsigned(from.getLong(at));
            case FLOAT32 -> from.getFloat(at);
            case FLOAT64 -> from.getDouble(at);
        };
    }

    /// Half of it, with the bit that falls off kept so that the result is rounded once, then doubled.
    private static double unsigned(long value) {
        return value >= 0 ? (double) value : 2 * (double) ((value >>> 1) | (value & 1));
    }
}
