package org.topostream.producers.scan.dicom;

import java.util.Set;

import org.topostream.producers.scan.BadScanException;

/// What comes before the value of an element (DICOM PS3.5, section 7.1).
///
/// @param tag    group in the upper, element in the lower half
/// @param type   value representation; empty where the file does not say
/// @param length of the value in bytes, or [#UNDEFINED]
/// @param offset of the element in the file
record ElementHeader(int tag, String type, long length, int offset) {
    static final long UNDEFINED = 0xFFFF_FFFFL;
    static final int ITEM = 0xFFFE_E000;
    static final int ITEM_END = 0xFFFE_E00D;
    static final int SEQUENCE_END = 0xFFFE_E0DD;
    private static final int DELIMITERS = 0xFFFE;
    /// Their length takes four bytes, after two of no use.
    private static final Set<String> LONG = Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR",
            "UT", "UV");
    private static final Set<String> SHORT = Set.of("AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO",
            "LT", "PN", "SH", "SL", "SS", "ST", "TM", "UI", "UL", "US");

    /// @param explicit whether elements say their value representation; items and delimiters never do
    static ElementHeader read(DicomBytes bytes, boolean explicit) throws BadScanException {
        int offset = bytes.position();
        int group = bytes.uint16("an element's tag");
        int tag = group << 16 | bytes.uint16("an element's tag");
        if (!explicit || group == DELIMITERS) {
            return new ElementHeader(tag, "", bytes.uint32("an element's length"), offset);
        }
        String type = bytes.text(2, "a value representation");
        if (LONG.contains(type)) {
            bytes.skip(2, "a value representation");
            return new ElementHeader(tag, type, bytes.uint32("an element's length"), offset);
        }
        if (!SHORT.contains(type)) {
            throw bytes.bad(offset, "expected a value representation of DICOM in element " + DicomTag.text(tag)
                    + ", got none");
        }
        return new ElementHeader(tag, type, bytes.uint16("an element's length"), offset);
    }

    /// Whether an element that says its value representation may stand there.
    static boolean isExplicit(DicomBytes bytes, int position) {
        return LONG.stream().anyMatch(type -> bytes.has(position + 4, type))
                || SHORT.stream().anyMatch(type -> bytes.has(position + 4, type));
    }

    int group() {
        return tag >>> 16;
    }

    int element() {
        return tag & 0xFFFF;
    }

    boolean isUndefined() {
        return length == UNDEFINED;
    }

    boolean isDelimiter() {
        return group() == DELIMITERS;
    }

    boolean isPrivate() {
        return (group() & 1) == 1;
    }

    /// Whether it is, or holds, items, as far as the file says: of undefined length, nothing but a sequence may be.
    boolean isSequence() {
        return type.equals("SQ") || (isUndefined() && (type.isEmpty() || type.equals("UN")));
    }
}
