package org.topostream.schemas;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/// What kind of reason a record was refused for: few, where reasons are as many as bad records. Told from the reason's
/// text, so that letters of any version can be counted.
public enum RefusalKind {
    UNREADABLE("^record of topic "),
    KEYLESS("^record has no (key|value)|^key "),
    WRONG_RECORD("^record is a "),
    REUSED(
            "already used for another|has come as "),
    OTHER_WEIGHTS(
            "come from backbone weights|layers .* the encoder reads"),
    NOT_FINITE(
            "not finite|expected a finite number|NaN|[Ii]nfinit"),
    OTHER_SUBJECT("of subject "),
    IMAGE(
            "image|sha256|URI|JPEG"),
    TIMING(
            "s from the next|acquired at|shownAt|is forgotten|onset"),
    SIZE(
            "voxels|values|intensities|shape|bytes"),
    ENCODER(
            "encoder"),
    OTHER("");

    private static final Pattern BACKBONE = Pattern.compile("^backbone [^:]+: ");

    private final Pattern pattern;

    RefusalKind(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /// The first kind whose words the reason has.
    public static RefusalKind of(String reason) {
        String plain = BACKBONE.matcher(reason).replaceFirst("");
        return Arrays.stream(values()).filter(kind -> kind.pattern.matcher(plain).find()).findFirst().orElse(OTHER);
    }

    /// Its name in lower case, with hyphens.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
