package org.topostream.cli.config;

import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Holds options to their [Bounds].
public final class BoundsCheck {
    private BoundsCheck() {}

    /// @throws ParameterException where an option, given or a default, is out of its bounds
    public static void require(ParseResult parsed) {
        for (ParseResult each = parsed; each != null; each = each.subcommand()) {
            for (OptionSpec option : each.commandSpec().options()) {
                Optional<Bounds> bounds = of(option);
                if (bounds.isPresent()) {
                    for (Number number : numbers(option.getValue())) {
                        require(each, option, bounds.get(), number);
                    }
                }
            }
        }
    }

    private static void require(ParseResult parsed, OptionSpec option, Bounds bounds, Number number) {
        double value = number.doubleValue();
        if (!(value >= bounds.min() && value <= bounds.max())) {
            throw new ParameterException(parsed.commandSpec().commandLine(), "option " + option.longestName()
                    + ": expected " + text(bounds) + ", got " + number);
        }
    }

    /// The bounds of an option, where it has some.
    public static Optional<Bounds> of(OptionSpec option) {
        return option.userObject() instanceof AnnotatedElement element
                ? Optional.ofNullable(element.getAnnotation(Bounds.class))
                : Optional.empty();
    }

    /// In words: `1 to 65535`, `0 or more`, `any number`; with the unit, where there is one.
    public static String text(Bounds bounds) {
        boolean from = bounds.min() > Double.NEGATIVE_INFINITY;
        boolean to = bounds.max() < Double.POSITIVE_INFINITY;
        String unit = bounds.unit().isEmpty() ? "" : " " + bounds.unit();
        if (from && to) {
            return plain(bounds.min()) + " to " + plain(bounds.max()) + unit;
        }
        if (from) {
            return plain(bounds.min()) + " or more" + unit;
        }
        return to ? plain(bounds.max()) + " or less" + unit : "any number" + unit;
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static List<Number> numbers(Object value) {
        return switch (value) {
            case Number number -> List.of(number);
            case Optional<?> optional -> optional.map(BoundsCheck::numbers).orElse(List.of());
            case Collection<?> several -> several.stream().flatMap(each -> numbers(each).stream()).toList();
            case null, default -> List.of();
        };
    }
}
