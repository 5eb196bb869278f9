package org.topostream.factortopy.surface;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

import javax.xml.stream.XMLStreamReader;

/// How a GIFTI file writes the values of an array down: the attributes of `DataArray`.
///
/// @param intent   what they are
/// @param type     of each
/// @param rowMajor whether the last axis varies fastest
/// @param shape    lengths of one or two axes
/// @param encoding of the text
/// @param order    of the bytes of a number
record GiftiLayout(String intent, Type type, boolean rowMajor, int[] shape, Encoding encoding, ByteOrder order) {
    private static final int MOST_AXES = 2;

    /// Types of the specification, under its names, and float64, which others write.
    enum Type {
        NIFTI_TYPE_UINT8(1),
        NIFTI_TYPE_INT32(Integer.BYTES),
        NIFTI_TYPE_FLOAT32(Float.BYTES),
        NIFTI_TYPE_FLOAT64(Double.BYTES);

        private final int width;

        Type(int width) {
            this.width = width;
        }

        /// Bytes of a value.
        int width() {
            return width;
        }
    }

    /// How values become text, under the specification's names. `GZip` means zlib (RFC 1950) here.
    enum Encoding {
        ASCII,
        Base64Binary,
        GZipBase64Binary
    }

    /// @param element the reader, at the start of a `DataArray`
    static GiftiLayout read(FileBytes file, XMLStreamReader element) throws IOException {
        Type type = choice(file, element, "DataType", Type.values());
        Encoding encoding = choice(file, element, "Encoding", Encoding.values());
        String indexing = attribute(element, "ArrayIndexingOrder").orElse("RowMajorOrder");
        String endian = attribute(element, "Endian").orElse("LittleEndian");
        int axes = number(file, element, "Dimensionality");
        if (axes < 1 || axes > MOST_AXES) {
            throw file.bad("expected an array of 1 or " + MOST_AXES + " axes, got Dimensionality " + axes);
        }
        int[] shape = new int[axes];
        long size = 1;
        for (int axis = 0; axis < axes; axis++) {
            shape[axis] = number(file, element, "Dim" + axis);
            size *= shape[axis];
        }
        if (size * Double.BYTES > Integer.MAX_VALUE) {
            throw file.bad("expected an array that fits into memory, got one of " + Arrays.toString(shape));
        }
        return new GiftiLayout(attribute(element, "Intent").orElse("NIFTI_INTENT_NONE"), type,
                !indexing.equals("ColumnMajorOrder"), shape, encoding,
                endian.equals("BigEndian") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    /// How many values there are.
    int size() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    private static <E extends Enum<E>> E choice(FileBytes file, XMLStreamReader element, String name, E[] known)
            throws IOException {
        String value = attribute(element, name).orElse("");
        Optional<E> found = Arrays.stream(known).filter(each -> each.name().equals(value)).findFirst();
        if (found.isEmpty()) {
            throw file.bad("expected " + name + " to be one of " + Arrays.toString(known) + ", got '" + value + "'");
        }
        return found.get();
    }

    private static int number(FileBytes file, XMLStreamReader element, String name) throws IOException {
        String value = attribute(element, name).orElse("");
        if (!value.strip().matches("\\d{1,9}")) {
            throw file.bad("expected a number as " + name + " of an array, got '" + value + "'");
        }
        return Integer.parseInt(value.strip());
    }

    private static Optional<String> attribute(XMLStreamReader element, String name) {
        return Optional.ofNullable(element.getAttributeValue(null, name));
    }
}
