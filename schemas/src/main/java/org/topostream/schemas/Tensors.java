package org.topostream.schemas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

import org.topostream.schemas.avro.Dtype;
import org.topostream.schemas.avro.Tensor;
import org.topostream.schemas.serde.UnreadableRecordException;

/// Between Java arrays and [Tensor] records.
public final class Tensors {
    private Tensors() {}

    /// float32, exact.
    public static Tensor float32(float[] values, int... shape) {
        ByteBuffer data = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return tensor(Dtype.FLOAT32, data, values.length, shape);
    }

    /// float16, rounded to nearest even; values beyond 65,504 become infinite.
    public static Tensor float16(float[] values, int... shape) {
        ByteBuffer data = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            data.putShort(2 * i, Float.floatToFloat16(values[i]));
        }
        return tensor(Dtype.FLOAT16, data, values.length, shape);
    }

    /// Small whole numbers, such as labels.
    public static Tensor int8(byte[] values, int... shape) {
        return tensor(Dtype.INT8, ByteBuffer.wrap(values.clone()), values.length, shape);
    }

    private static Tensor tensor(Dtype dtype, ByteBuffer data, int elements, int[] shape) {
        List<Integer> extents = Arrays.stream(shape).boxed().toList();
        long product = count(extents);
        if (product != elements) {
            throw new IllegalArgumentException("shape " + extents + " holds "
                    + (product < 0 ? "no number of" : product) + " elements, got " + elements);
        }
        return new Tensor(extents, dtype, data, checksum(data));
    }

    /// The elements as float32, whatever the tensor's type.
    /// @throws UnreadableRecordException where checksum, shape and size do not agree
    public static float[] floats(Tensor tensor) {
        ByteBuffer data = tensor.getData().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int size = elementBytes(tensor.getDtype());
        int elements = data.remaining() / size;
        if (elements != count(tensor.getShape()) || data.remaining() % size != 0) {
            throw new UnreadableRecordException("tensor of shape " + tensor.getShape() + " and type "
                    + tensor.getDtype() + " does not fit its " + data.remaining() + " bytes");
        }
        if (checksum(data) != tensor.getCrc32c()) {
            throw new UnreadableRecordException("tensor of shape " + tensor.getShape() + " has crc32c "
                    + checksum(data) + ", expected " + tensor.getCrc32c());
        }
        return decode(data, tensor.getDtype(), elements);
    }

    private static float[] decode(ByteBuffer data, Dtype dtype, int elements) {
        float[] values = new float[elements];
        int start = data.position();
        switch (dtype) {
            case FLOAT32 -> data.asFloatBuffer().get(values);
            case FLOAT16 -> {
                for (int i = 0; i < elements; i++) {
                    values[i] = Float.float16ToFloat(data.getShort(start + 2 * i));
                }
            }
            case FLOAT64 -> {
                for (int i = 0; i < elements; i++) {
                    values[i] = (float) data.getDouble(start + 8 * i);
                }
            }
            case INT8 -> {
                for (int i = 0; i < elements; i++) {
                    values[i] = data.get(start + i);
                }
            }
        }
        return values;
    }

    private static int elementBytes(Dtype dtype) {
        return switch (dtype) {
            case INT8 -> 1;
            case FLOAT16 -> 2;
            case FLOAT32 -> 4;
            case FLOAT64 -> 8;
        };
    }

    /// How many elements a shape holds; -1 where it is none: negative somewhere, or beyond what Java can count.
    private static long count(List<Integer> shape) {
        long product = 1;
        for (int extent : shape) {
            if (extent < 0 || product > Integer.MAX_VALUE) {
                return -1;
            }
            product *= extent;
        }
        return product;
    }

    private static long checksum(ByteBuffer data) {
        CRC32C crc = new CRC32C();
        crc.update(data.duplicate());
        return crc.getValue();
    }
}
