package org.topostream.producers.scan.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.topostream.producers.scan.BadScanException;
import org.topostream.schemas.Digest;

/// Reads the elements of a DICOM file (PS3.5, section 7, and PS3.10, section 7). Every length is held against what is
/// left of whatever holds the element before anything of that length is made.
final class DicomParser {
    private static final int PREAMBLE = 128;
    private static final String MAGIC = "DICM";
    private static final int META_GROUP = 0x0002;
    private static final int FIRST_GROUP = 0x0008;
    /// Where private elements say who made those of a block.
    private static final int FIRST_CREATOR = 0x0010;
    private static final int LAST_CREATOR = 0x00FF;
    private static final int LONGEST_CREATOR = 64;
    private static final int DEEPEST = 16;
    /// Of all sequences that are kept: a file of 16,000 frames has about 200,000.
    private static final int MOST_ITEMS = 1 << 19;
    /// Of any value but pixels; Siemens' image header has some 12,000 bytes.
    private static final int LARGEST_VALUE = 1 << 20;

    private final String name;
    private final DicomBytes bytes;
    private int items;

    private DicomParser(String name, DicomBytes bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /// What holds elements: a file or an item.
    ///
    /// @param end       where it must be over at the latest
    /// @param delimited whether a delimiter ends it
    /// @param explicit  whether its elements say their value representation
    /// @param kept      whether anything of it is of interest
    /// @param depth     how many sequences it is in
    private record Span(int end, boolean delimited, boolean explicit, boolean kept, int depth) {}

    static DicomFile parse(String name, byte[] stored) throws BadScanException {
        return new DicomParser(name, new DicomBytes(name, stored)).file(stored);
    }

    private DicomFile file(byte[] stored) throws BadScanException {
        if (bytes.has(PREAMBLE, MAGIC)) {
            bytes.skip(PREAMBLE + MAGIC.length(), "preamble");
        } else if (stored.length < Short.BYTES || !startsElements(bytes.peekUint16("a group"))) {
            throw bytes.bad("expected a DICOM file, got " + bytes.start());
        }
        DicomDataSet meta = new DicomDataSet(name);
        Map<Integer, String> creators = new HashMap<>();
        Span whole = new Span(bytes.size(), false, true, true, 0);
        while (bytes.remaining() >= Short.BYTES && bytes.peekUint16("a group") == META_GROUP) {
            element(meta, ElementHeader.read(bytes, true), whole, creators);
        }
        TransferSyntax syntax = syntax(meta);
        bytes.order(syntax.order());
        int start = bytes.position();
        DicomDataSet elements = new DicomDataSet(name);
        elements(elements, new Span(bytes.size(), false, syntax.explicit(), true, 0));
        return DicomFile.of(name, elements, Digest.sha256(Arrays.copyOfRange(stored, start, stored.length)));
    }

    private static boolean startsElements(int group) {
        return group == META_GROUP || group == FIRST_GROUP;
    }

    /// As the file says, else little-endian, explicit where a value representation stands in its first element.
    private TransferSyntax syntax(DicomDataSet meta) throws BadScanException {
        Optional<String> uid = meta.text(DicomTag.TRANSFER_SYNTAX_UID);
        if (uid.isEmpty()) {
            return ElementHeader.isExplicit(bytes, bytes.position())
                    ? TransferSyntax.EXPLICIT_LITTLE
                    : TransferSyntax.IMPLICIT_LITTLE;
        }
        Optional<TransferSyntax> syntax = TransferSyntax.of(uid.get());
        if (syntax.isEmpty()) {
            String shown = uid.get().matches("[0-9.]{1,64}") ? uid.get() : uid.get().length() + " characters";
            throw meta.bad("expected uncompressed pixels, little- or big-endian, got "
                    + TransferSyntax.name(uid.get()) + " (" + shown + ")");
        }
        return syntax.get();
    }

    private void elements(DicomDataSet into, Span span) throws BadScanException {
        Map<Integer, String> creators = new HashMap<>();
        while (bytes.position() < span.end()) {
            ElementHeader header = ElementHeader.read(bytes, span.explicit());
            if (span.delimited() && header.tag() == ElementHeader.ITEM_END) {
                return;
            }
            if (header.isDelimiter()) {
                throw bytes.bad(header.offset(), "expected an element, got " + DicomTag.text(header.tag()));
            }
            element(into, header, span, creators);
        }
        if (span.delimited()) {
            throw bytes.bad("expected the end of an item " + DicomTag.text(ElementHeader.ITEM_END)
                    + ", got the end of what holds it");
        }
        checkEnd(span.end());
    }

    /// Delimiters have no length that could be held against what is left.
    private void checkEnd(int end) throws BadScanException {
        if (bytes.position() > end) {
            throw bytes.bad("expected the end of a sequence or an item at byte " + end + ", got a delimiter there");
        }
    }

    /// @param creators of private blocks, by group and block
    private void element(DicomDataSet into, ElementHeader header, Span span, Map<Integer, String> creators)
            throws BadScanException {
        if (!header.isUndefined()) {
            check(header, span);
        }
        if (isCreator(header)) {
            creators.put(header.group() << 8 | header.element(),
                    bytes.text((int) header.length(), "a private creator").strip());
            return;
        }
        Optional<DicomTag> tag = span.kept() ? tag(header, creators) : Optional.empty();
        boolean isSequence = header.isSequence() || (tag.isPresent() && tag.get().isSequence());
        if (isSequence && (tag.isPresent() || header.isUndefined())) {
            List<DicomDataSet> read = sequence(header, span, tag.isPresent());
            if (tag.isPresent()) {
                into.put(tag.get(), read);
            }
        } else if (header.isUndefined()) {
            throw bytes.bad(header.offset(), "expected the length of " + DicomTag.text(header.tag())
                    + ", got an undefined one, as compressed pixels have");
        } else if (tag.isPresent()) {
            into.put(tag.get(), value(tag.get(), header));
        } else {
            bytes.skip(header.length(), "an element");
        }
    }

    private void check(ElementHeader header, Span span) throws BadScanException {
        int left = span.end() - bytes.position();
        if (header.length() > left) {
            throw bytes.bad(header.offset(), "expected " + header.length() + " bytes of element "
                    + DicomTag.text(header.tag()) + ", got " + Math.max(0, left));
        }
    }

    private static boolean isCreator(ElementHeader header) {
        return header.isPrivate() && header.element() >= FIRST_CREATOR && header.element() <= LAST_CREATOR
                && header.length() <= LONGEST_CREATOR;
    }

    private static Optional<DicomTag> tag(ElementHeader header, Map<Integer, String> creators) {
        if (!header.isPrivate()) {
            return DicomTag.of(header.tag(), "");
        }
        String creator = creators.getOrDefault(header.group() << 8 | header.element() >>> 8, "");
        return DicomTag.of(header.group() << 16 | header.element() & 0xFF, creator);
    }

    private DicomValue value(DicomTag tag, ElementHeader header) throws BadScanException {
        if (!tag.isPixels() && header.length() > LARGEST_VALUE) {
            throw bytes.bad(header.offset(), "expected at most " + LARGEST_VALUE + " bytes of " + tag + ", got "
                    + header.length());
        }
        boolean says = !header.type().isEmpty() && !header.type().equals("UN");
        return new DicomValue(says ? header.type() : tag.type(), bytes.take(header.length(), "a value"),
                bytes.order(), header.offset());
    }

    /// Items in elements of unknown type are implicit, whatever the file is (PS3.5, section 6.2.2).
    private List<DicomDataSet> sequence(ElementHeader header, Span outer, boolean kept) throws BadScanException {
        if (outer.depth() == DEEPEST) {
            throw bytes.bad(header.offset(), "expected at most " + DEEPEST + " sequences in each other, got more");
        }
        int end = header.isUndefined() ? outer.end() : bytes.position() + (int) header.length();
        boolean explicit = outer.explicit() && !header.type().equals("UN");
        List<DicomDataSet> read = new ArrayList<>();
        while (bytes.position() < end) {
            ElementHeader next = ElementHeader.read(bytes, explicit);
            if (header.isUndefined() && next.tag() == ElementHeader.SEQUENCE_END) {
                return read;
            }
            if (next.tag() != ElementHeader.ITEM) {
                throw bytes.bad(next.offset(), "expected an item of sequence " + DicomTag.text(header.tag()) + ", got "
                        + DicomTag.text(next.tag()));
            }
            DicomDataSet item = item(next, new Span(end, next.isUndefined(), explicit, kept, outer.depth() + 1));
            if (kept) {
                read.add(item);
            }
        }
        if (header.isUndefined()) {
            throw bytes.bad("expected the end of sequence " + DicomTag.text(header.tag())
                    + ", got the end of what holds it");
        }
        checkEnd(end);
        return read;
    }

    private DicomDataSet item(ElementHeader header, Span span) throws BadScanException {
        if (span.kept() && ++items > MOST_ITEMS) {
            throw bytes.bad(header.offset(), "expected at most " + MOST_ITEMS + " items, got more");
        }
        DicomDataSet item = new DicomDataSet(name);
        if (span.delimited()) {
            elements(item, span);
        } else {
            check(header, span);
            int end = bytes.position() + (int) header.length();
            elements(item, new Span(end, false, span.explicit(), span.kept(), span.depth()));
        }
        return item;
    }
}
