package org.topostream.cli.site;

import java.util.OptionalLong;

/// A key of the file that `--config` names, as the reference tells of it.
///
/// @param name    of one key, or of a family of keys with `*` at its end
/// @param byItself what holds without it; empty for nothing
/// @param unit    what a number counts; empty where the value is no number
/// @param range   which values it may have
/// @param smallest the least number it may be, where it must be a number
/// @param meaning in a sentence
public record SiteKey(String name, String byItself, String unit, String range, OptionalLong smallest, String meaning) {
    private static final String ANY_MORE = "*";

    /// A key whose value is no number.
    static SiteKey text(String name, String byItself, String range, String meaning) {
        return new SiteKey(name, byItself, "", range, OptionalLong.empty(), meaning);
    }

    /// A key whose value is a whole number.
    static SiteKey number(String name, long byItself, String unit, long smallest, String range, String meaning) {
        return new SiteKey(name, Long.toString(byItself), unit, range, OptionalLong.of(smallest), meaning);
    }

    boolean matches(String key) {
        return name.endsWith(ANY_MORE) ? key.startsWith(name.substring(0, name.length() - 1)) : key.equals(name);
    }

    /// Whether a value may be its value; the parts that use it look closer.
    boolean takes(String value) {
        try {
            return smallest.isEmpty() || Long.parseLong(value.strip()) >= smallest.getAsLong();
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
