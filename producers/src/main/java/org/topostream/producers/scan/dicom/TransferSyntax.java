package org.topostream.producers.scan.dicom;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// How a file writes its elements (DICOM PS3.5, section 10): those that are read, all uncompressed.
enum TransferSyntax {
    IMPLICIT_LITTLE("1.2.840.10008.1.2", false, ByteOrder.LITTLE_ENDIAN),
    EXPLICIT_LITTLE("1.2.840.10008.1.2.1", true, ByteOrder.LITTLE_ENDIAN),
    EXPLICIT_BIG("1.2.840.10008.1.2.2", true, ByteOrder.BIG_ENDIAN);

    /// Names of others, for people whose scanner sends them (PS3.6, annex A).
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR Little Endian"),
            Map.entry("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian"),
            Map.entry("1.2.840.10008.1.2.4.50", "JPEG Baseline"),
            Map.entry("1.2.840.10008.1.2.4.51", "JPEG Extended"),
            Map.entry("1.2.840.10008.1.2.4.57", "JPEG Lossless"),
            Map.entry("1.2.840.10008.1.2.4.70", "JPEG Lossless, First-Order Prediction"),
            Map.entry("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless"),
            Map.entry("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless"),
            Map.entry("1.2.840.10008.1.2.4.90", "JPEG 2000 Lossless"),
            Map.entry("1.2.840.10008.1.2.4.91", "JPEG 2000"),
            Map.entry("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 Lossless"),
            Map.entry("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 Lossless with RPCL"),
            Map.entry("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000"),
            Map.entry("1.2.840.10008.1.2.5", "RLE Lossless"));

    private final String uid;
    private final boolean explicit;
    private final ByteOrder order;

    TransferSyntax(String uid, boolean explicit, ByteOrder order) {
        this.uid = uid;
        this.explicit = explicit;
        this.order = order;
    }

    static Optional<TransferSyntax> of(String uid) {
        return Arrays.stream(values()).filter(each -> each.uid.equals(uid)).findFirst();
    }

    /// The name of one that is not read.
    static String name(String uid) {
        return OTHERS.getOrDefault(uid, "unknown transfer syntax");
    }

    /// Whether each element says its value representation.
    boolean explicit() {
        return explicit;
    }

    ByteOrder order() {
        return order;
    }
}
