package org.topostream.producers.scan.dicom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.topostream.producers.scan.BadScanException;

/// Siemens' own header of an image, (0029,1010) of *SIEMENS CSA HEADER*, always little-endian; described in NiBabel's
/// manual, *Siemens format DICOM with CSA header*. The older form lacks `SV10` at its begin and says lengths otherwise.
final class CsaHeader {
    static final String IMAGES = "NumberOfImagesInMosaic";
    static final String NORMAL = "SliceNormalVector";
    private static final String NEWER = "SV10";
    private static final int MOST_TAGS = 1_000;
    private static final int NAME = 64;

    private final DicomBytes bytes;
    private final boolean isNewer;

    private CsaHeader(DicomBytes bytes, boolean isNewer) {
        this.bytes = bytes;
        this.isNewer = isNewer;
    }

    /// @param name of the file, for messages
    /// @return values of what mosaics need, by name
    static Map<String, List<String>> read(String name, byte[] header) throws BadScanException {
        DicomBytes bytes = new DicomBytes(name + ": " + DicomTag.SIEMENS_CSA_IMAGE_HEADER, header);
        return new CsaHeader(bytes, bytes.has(0, NEWER)).read();
    }

    private Map<String, List<String>> read() throws BadScanException {
        if (isNewer) {
            bytes.skip(2L * NEWER.length(), "its begin");
        }
        long tags = bytes.uint32("the number of tags");
        if (tags < 1 || tags > MOST_TAGS) {
            throw bytes.bad("expected 1 to " + MOST_TAGS + " tags, got " + tags);
        }
        bytes.skip(Integer.BYTES, "its begin");
        Map<String, List<String>> found = new HashMap<>();
        long firstItems = 0;
        for (int tag = 0; tag < tags && found.size() < 2; tag++) {
            String name = bytes.text(NAME, "a tag's name");
            bytes.skip(3L * Integer.BYTES, "a tag"); // how many values, their type twice
            long items = bytes.uint32("a tag's items");
            bytes.skip(Integer.BYTES, "a tag");
            firstItems = tag == 0 ? items : firstItems;
            List<String> values = items(items, firstItems);
            if (name.equals(IMAGES) || name.equals(NORMAL)) {
                found.put(name, values);
            }
        }
        return found;
    }

    /// @param firstItems of the first tag: the older form adds as many to each length
    private List<String> items(long count, long firstItems) throws BadScanException {
        List<String> values = new ArrayList<>();
        for (long item = 0; item < count; item++) {
            long older = bytes.uint32("an item's length") - firstItems;
            long length = bytes.uint32("an item's length");
            bytes.skip(2L * Integer.BYTES, "an item");
            length = isNewer ? length : older;
            if (length < 0 || length > bytes.remaining()) {
                throw bytes.bad("expected " + length + " bytes of an item, got " + bytes.remaining());
            }
            String value = bytes.text((int) length, "an item").strip();
            bytes.skip(Math.min(-length & 3, bytes.remaining()), "an item"); // up to whole fours
            if (!value.isEmpty()) {
                values.add(value);
            }
        }
        return values;
    }
}
