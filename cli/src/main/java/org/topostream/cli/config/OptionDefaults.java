package org.topostream.cli.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// What options are that the command line does not give: what the environment says, else the file of defaults, else what
/// their commands say.
///
/// @param arguments   of the command line
/// @param environment variables
/// @param file        keys as `OPTION` or `COMMAND.OPTION`, which goes first
public record OptionDefaults(List<String> arguments, Map<String, String> environment,
        DefaultsFile file) implements IDefaultValueProvider {
    private static final String PREFIX = "TOPOSTREAM_";

    /// The variable that an option is read from, such as `TOPOSTREAM_BOOTSTRAP_SERVER`.
    /// @param option its name, with or without dashes before it
    public static String variable(String option) {
        return PREFIX + name(option).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /// An option's name without the dashes before it.
    static String name(String option) {
        return option.replaceFirst("^-+", "");
    }

    /// Nothing (null, as picocli wants it) where neither says anything, and of a flag that the command line gives: picocli
    /// would turn its default around.
    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !mayHaveDefault(option) || isGivenFlag(option)) {
            return null;
        }
        String variable = environment.get(variable(option.longestName()));
        return variable != null && !variable.isBlank() ? variable : file.value(option).orElse(null);
    }

    /// All but `--help`, `--version` and `--defaults` itself.
    public static boolean mayHaveDefault(OptionSpec option) {
        return !option.usageHelp() && !option.versionHelp() && !option.longestName().equals(DefaultsFile.OPTION);
    }

    private boolean isGivenFlag(OptionSpec option) {
        return option.arity().max() == 0 && List.of(option.names()).stream().anyMatch(arguments::contains);
    }
}
