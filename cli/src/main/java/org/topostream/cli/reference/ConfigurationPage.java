package org.topostream.cli.reference;

import java.util.Map;
import java.util.TreeMap;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import org.topostream.cli.config.DefaultsFile;
import org.topostream.cli.config.OptionDefaults;
import org.topostream.cli.site.SiteKey;
import org.topostream.cli.site.SiteKeys;

/// Where settings come from, and every one that is no option of a command.
final class ConfigurationPage {
    private ConfigurationPage() {}

    static String text(CommandLine commands) {
        Markdown page = new Markdown("Configuration");
        page.paragraph(
                "Options are told in [Commands](commands.md). One that the command line does not give is read from the "
                        + "environment, `TOPOSTREAM_` and its name in capitals with `_` for `-`; else from the file that "
                        + "`--defaults` names, or `" + DefaultsFile.NAME
                        + "` in the current folder, as `OPTION=value` or "
                        + "`COMMAND.OPTION=value`; else it has its default. Of an option that may be given several times, both give "
                        + "one value; a flag is `true` or `false`. Unknown keys in files, and numbers out of their range, are refused "
                        + "before a command starts. Unknown variables are passed over, since clusters set some of their own; in "
                        + "Kubernetes, `enableServiceLinks: false` keeps a service named `topostream` from setting `TOPOSTREAM_PORT`.");
        page.heading(2, "Keys of the file that --config names");
        page.paragraph(
                "Beside these, every setting of Kafka's clients and of Kafka Streams, such as `security.protocol`, under "
                        + "[Kafka's names](https://kafka.apache.org/documentation/#configuration). With serializers of its own a "
                        + "site may have any key that does not begin with `topostream.`.");
        page.columns("Key", "Default", "Unit", "Range", "Meaning");
        for (SiteKey key : SiteKeys.ALL) {
            page.row(Markdown.code(key.name()), Markdown.code(key.byItself()), key.unit(), key.range(), key.meaning());
        }
        page.heading(2, "Variables of the environment");
        page.columns("Variable", "Default", "Unit", "Range", "Meaning");
        OutsideSettings.VARIABLES.forEach(each -> each.row(page));
        for (Map.Entry<String, String> each : variables(commands).entrySet()) {
            page.row(Markdown.code(each.getKey()), "", "", "as the option", "Option `" + each.getValue() + "`");
        }
        page.heading(2, "Properties of Java");
        page.paragraph("Given as `TOPOSTREAM_JAVA_OPTS=\"-Dname=value\"`.");
        page.columns("Property", "Default", "Unit", "Range", "Meaning");
        OutsideSettings.PROPERTIES.forEach(each -> each.row(page));
        return page.toString();
    }

    private static Map<String, String> variables(CommandLine commands) {
        Map<String, String> variables = new TreeMap<>();
        for (OptionSpec option : commands.getCommandSpec().options()) {
            if (OptionDefaults.mayHaveDefault(option)) {
                variables.put(OptionDefaults.variable(option.longestName()), option.longestName());
            }
        }
        commands.getSubcommands().values().forEach(each -> variables.putAll(variables(each)));
        return variables;
    }
}
