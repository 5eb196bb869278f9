package org.topostream.cli.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// A file of options, `OPTION=value` or `COMMAND.OPTION=value`, of a site or a machine.
///
/// @param path   nothing where there is none
/// @param values by key
public record DefaultsFile(Optional<Path> path, Map<String, String> values) {
    /// The option that names it.
    public static final String OPTION = "--defaults";
    /// What it is called in the working folder, where it is read without being named.
    public static final String NAME = "topostream.properties";

    /// The file that these arguments name, else the one in the working folder, else none.
    /// @throws IllegalArgumentException where one that is named is missing, or one cannot be read
    public static DefaultsFile of(List<String> arguments, Path workingFolder) {
        Optional<Path> named = named(arguments);
        Path usual = workingFolder.resolve(NAME);
        Optional<Path> path = named.or(() -> Optional.of(usual).filter(Files::isRegularFile));
        return path.map(DefaultsFile::read).orElse(new DefaultsFile(Optional.empty(), Map.of()));
    }

    private static Optional<Path> named(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.startsWith(OPTION + "=")) {
                return Optional.of(Path.of(argument.substring(OPTION.length() + 1)));
            }
            if (argument.equals(OPTION) && i + 1 < arguments.size()) {
                return Optional.of(Path.of(arguments.get(i + 1)));
            }
        }
        return Optional.empty();
    }

    private static DefaultsFile read(Path path) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(path)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) { // The latter for a damaged escape.
            throw new IllegalArgumentException(OPTION + " " + path + ": expected a properties file in UTF-8, got " + e,
                    e);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return new DefaultsFile(Optional.of(path), values);
    }

    /// What it says of an option, its command's own key before the one of all commands.
    Optional<String> value(OptionSpec option) {
        String name = OptionDefaults.name(option.longestName());
        return Optional.ofNullable(values.get(command(option.command()) + name)).or(
                () -> Optional.ofNullable(values.get(name)));
    }

    /// Holds the keys to the options that there are.
    /// @param all a command line that knows every command
    /// @throws IllegalArgumentException where a key names none
    public void requireKnown(CommandLine all) {
        Set<String> known = new TreeSet<>();
        collect(all, known);
        values.keySet().stream().filter(key -> !known.contains(key)).findFirst().ifPresent(key -> {
            throw new IllegalArgumentException(OPTION + " " + path.orElseThrow() + ": expected keys OPTION or "
                    + "COMMAND.OPTION as 'topostream help' tells them, such as bootstrap-server or extract.threads, got "
                    + key);
        });
    }

    private static void collect(CommandLine command, Set<String> known) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (OptionDefaults.mayHaveDefault(option)) {
                String name = OptionDefaults.name(option.longestName());
                known.add(name);
                known.add(command(command.getCommandSpec()) + name);
            }
        }
        command.getSubcommands().values().forEach(each -> collect(each, known));
    }

    /// Names of a command and those above it, without `topostream`, a dot behind each.
    private static String command(CommandLine.Model.CommandSpec command) {
        return command.parent() == null ? "" : command(command.parent()) + command.name() + ".";
    }
}
