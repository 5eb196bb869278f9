package org.topostream.cli.reference;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

import org.topostream.cli.config.BoundsCheck;
import org.topostream.cli.config.OptionDefaults;

/// Every command with its options and parameters.
final class CommandsPage {
    private static final String HELP = "help";

    private CommandsPage() {}

    static String text(CommandLine commands) {
        Markdown page = new Markdown("Commands");
        page.paragraph(
                "What `topostream COMMAND --help` tells, on one page. Every command also has `--help`, `--version` and "
                        + "`--defaults FILE`; where options come from that are not given, says [Configuration](configuration.md).");
        each(page, commands);
        return page.toString();
    }

    private static void each(Markdown page, CommandLine command) {
        Set<CommandLine> told = new HashSet<>();
        command.getSubcommands().values().stream().filter(each -> !each.getCommandName().equals(HELP) && told.add(each))
                .forEach(each -> {
                    command(page, each.getCommandSpec());
                    each(page, each);
                });
    }

    private static void command(Markdown page, CommandSpec command) {
        page.heading(2, command.qualifiedName(" "));
        for (String line : command.usageMessage().description()) {
            page.paragraph(plain(line));
        }
        List<OptionSpec> options = command.options().stream().filter(OptionDefaults::mayHaveDefault)
                .sorted(Comparator.comparing(OptionSpec::longestName)).toList();
        if (options.isEmpty() && command.positionalParameters().isEmpty()) {
            return;
        }
        page.columns("Option", "Default", "Range", "Meaning");
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            page.row(Markdown.code(parameter.paramLabel()), standard(parameter), "", meaning(parameter));
        }
        for (OptionSpec option : options) {
            String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
            page.row(Markdown.code(String.join(", ", option.names()) + label), standard(option),
                    BoundsCheck.of(option).map(BoundsCheck::text).orElse(""), meaning(option));
        }
    }

    private static String standard(ArgSpec argument) {
        if (argument.required()) {
            return "required";
        }
        String value = argument.defaultValueString();
        boolean says = value != null && !value.equals("null") && !value.equals("[]") && !value.equals("{}")
                && !value.startsWith("Optional") && !value.equals("false");
        return says
                ? Markdown.code((argument.type().isEnum() ? value.toLowerCase(Locale.ROOT) : value)
                        .replaceAll("^\\[(.*)]$", "$1"))
                : "";
    }

    private static String meaning(ArgSpec argument) {
        return plain(String.join(" ", argument.description()))
                .replace(" (default: " + argument.defaultValueString() + ")", "");
    }

    /// Without picocli's own marks.
    private static String plain(String text) {
        return text.replace("%n", " ").replace("%%", "%").replace("@|bold ", "").replace("|@", "");
    }
}
