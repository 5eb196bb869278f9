package org.topostream.producers.scan.dicom;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The elements that topostream reads (DICOM PS3.6); of a file nothing else is kept, and nothing of group 0010, which
/// says who the patient is.
///
/// The types are those of PS3.5, section 6.2; they count where a file does not say its own. A private element belongs
/// to a creator, who says in each file which block of the group is his; it is listed as of block 00.
enum DicomTag {
    TRANSFER_SYNTAX_UID(0x0002_0010, "UI"),
    IMAGE_TYPE(0x0008_0008, "CS"),
    ACQUISITION_DATE(0x0008_0022, "DA"),
    ACQUISITION_DATE_TIME(0x0008_002A, "DT"),
    ACQUISITION_TIME(0x0008_0032, "TM"),
    MANUFACTURER(0x0008_0070, "LO"),
    FRAME_TYPE(0x0008_9007, "CS"),
    COMPLEX_IMAGE_COMPONENT(0x0008_9208, "CS"),
    SLICE_THICKNESS(0x0018_0050, "DS"),
    REPETITION_TIME(0x0018_0080, "DS"),
    ECHO_TIME(0x0018_0081, "DS"),
    SPACING_BETWEEN_SLICES(0x0018_0088, "DS"),
    FRAME_ACQUISITION_DATE_TIME(0x0018_9074, "DT"),
    EFFECTIVE_ECHO_TIME(0x0018_9082, "FD"),
    MR_TIMING_AND_RELATED_PARAMETERS_SEQUENCE(0x0018_9112, "SQ"),
    MR_ECHO_SEQUENCE(0x0018_9114, "SQ"),
    MR_IMAGE_FRAME_TYPE_SEQUENCE(0x0018_9226, "SQ"),
    SERIES_INSTANCE_UID(0x0020_000E, "UI"),
    SERIES_NUMBER(0x0020_0011, "IS"),
    ACQUISITION_NUMBER(0x0020_0012, "IS"),
    INSTANCE_NUMBER(0x0020_0013, "IS"),
    IMAGE_POSITION_PATIENT(0x0020_0032, "DS"),
    IMAGE_ORIENTATION_PATIENT(0x0020_0037, "DS"),
    TEMPORAL_POSITION_IDENTIFIER(0x0020_0100, "IS"),
    NUMBER_OF_TEMPORAL_POSITIONS(0x0020_0105, "IS"),
    IMAGES_IN_ACQUISITION(0x0020_1002, "IS"),
    STACK_ID(0x0020_9056, "SH"),
    IN_STACK_POSITION_NUMBER(0x0020_9057, "UL"),
    FRAME_CONTENT_SEQUENCE(0x0020_9111, "SQ"),
    PLANE_POSITION_SEQUENCE(0x0020_9113, "SQ"),
    PLANE_ORIENTATION_SEQUENCE(0x0020_9116, "SQ"),
    TEMPORAL_POSITION_INDEX(0x0020_9128, "UL"),
    DIMENSION_INDEX_VALUES(0x0020_9157, "UL"),
    DIMENSION_INDEX_POINTER(0x0020_9165, "AT"),
    DIMENSION_INDEX_SEQUENCE(0x0020_9222, "SQ"),
    SAMPLES_PER_PIXEL(0x0028_0002, "US"),
    NUMBER_OF_FRAMES(0x0028_0008, "IS"),
    ROWS(0x0028_0010, "US"),
    COLUMNS(0x0028_0011, "US"),
    PIXEL_SPACING(0x0028_0030, "DS"),
    BITS_ALLOCATED(0x0028_0100, "US"),
    BITS_STORED(0x0028_0101, "US"),
    HIGH_BIT(0x0028_0102, "US"),
    PIXEL_REPRESENTATION(0x0028_0103, "US"),
    RESCALE_INTERCEPT(0x0028_1052, "DS"),
    RESCALE_SLOPE(0x0028_1053, "DS"),
    PIXEL_MEASURES_SEQUENCE(0x0028_9110, "SQ"),
    PIXEL_VALUE_TRANSFORMATION_SEQUENCE(0x0028_9145, "SQ"),
    SHARED_FUNCTIONAL_GROUPS_SEQUENCE(0x5200_9229, "SQ"),
    PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE(0x5200_9230, "SQ"),
    FLOAT_PIXEL_DATA(0x7FE0_0008, "OF"),
    DOUBLE_FLOAT_PIXEL_DATA(0x7FE0_0009, "OD"),
    PIXEL_DATA(0x7FE0_0010, "OW"),
    SIEMENS_IMAGES_IN_MOSAIC(0x0019_000A, "US", "SIEMENS MR HEADER"),
    SIEMENS_CSA_IMAGE_HEADER(0x0029_0010, "OB", "SIEMENS CSA HEADER"),
    GE_LOCATIONS_IN_ACQUISITION(0x0021_004F, "SS", "GEMS_RELA_01"),
    GE_IMAGE_TYPE(0x0043_002F, "SS", "GEMS_PARM_01"),
    GE_SLICES_PER_VOLUME(0x0043_0079, "US", "GEMS_PARM_01"),
    GE_DELAY_AFTER_SLICES(0x0043_007C, "FL", "GEMS_PARM_01"),
    PHILIPS_SLICE_NUMBER(0x2001_000A, "IS", "Philips Imaging DD 001"),
    PHILIPS_NUMBER_OF_SLICES(0x2001_0018, "SL", "Philips Imaging DD 001");

    private static final Map<Key, DicomTag> KNOWN = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(tag -> new Key(tag.number, tag.creator), Function.identity()));

    private final int number;
    private final String type;
    private final String creator;

    private record Key(int number, String creator) {}

    DicomTag(int number, String type) {
        this(number, type, "");
    }

    DicomTag(int number, String type, String creator) {
        this.number = number;
        this.type = type;
        this.creator = creator;
    }

    /// @param creator of a private element, else empty
    static Optional<DicomTag> of(int number, String creator) {
        return Optional.ofNullable(KNOWN.get(new Key(number, creator)));
    }

    /// Group and element.
    static String text(int number) {
        return String.format(Locale.ROOT, "(%04X,%04X)", number >>> 16, number & 0xFFFF);
    }

    /// Group in the upper, element in the lower half.
    int number() {
        return number;
    }

    /// What its values are where the file does not say: its value representation.
    String type() {
        return type;
    }

    boolean isSequence() {
        return type.equals("SQ");
    }

    boolean isPixels() {
        return this == FLOAT_PIXEL_DATA || this == DOUBLE_FLOAT_PIXEL_DATA || this == PIXEL_DATA;
    }

    /// Its name and number, for people.
    @Override
    public String toString() {
        String name = name().toLowerCase(Locale.ROOT).replace('_', ' ') + ' ';
        return creator.isEmpty()
                ? name + text(number)
                : name + String.format(Locale.ROOT, "(%04X,xx%02X) of %s", number >>> 16, number & 0xFF, creator);
    }
}
