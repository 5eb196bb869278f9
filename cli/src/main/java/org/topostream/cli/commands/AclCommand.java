package org.topostream.cli.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.topostream.cli.access.Recipe;
import org.topostream.cli.access.Role;
import org.topostream.cli.access.RoleTable;
import org.topostream.cli.access.Scope;
import org.topostream.cli.site.SiteOptions;
import org.topostream.schemas.Topics;

/// `topostream acl`.
@Command(name = "acl", mixinStandardHelpOptions = true, description = "Say which rights on Kafka a role needs, as "
        + "commands of 'kafka-acls', and give them with --apply. Without a role: the table of all (SECURITY.md).")
final class AclCommand implements Callable<Integer> {
    private static final String USER = "User:";

    @Spec
    private CommandSpec spec;

    @Mixin
    private final SiteOptions site = new SiteOptions();

    @Parameters(arity = "0..1", paramLabel = "ROLE", description = "extract, score, evaluate, map, estimate, trainer, "
            + "stimulus-computer, scanner, responder, map-subscriber, dashboard, doors, up or operator.")
    private Optional<String> role = Optional.empty();

    @Option(names = "--principal", paramLabel = "NAME", description = "Who gets them, such as anna-scanner or "
            + "User:CN=scanner (default: the role's name).")
    private Optional<String> principal = Optional.empty();

    @Option(names = "--subject", paramLabel = "NAME", description = "Whose topics (default: all subjects').")
    private Optional<String> subject = Optional.empty();

    @Option(names = "--backbone", paramLabel = "NAME", description = "Under which backbones; may be given several times "
            + "(default: all).")
    private List<String> backbones = List.of();

    @Option(names = "--apply", description = "Give the rights, as the user that --config names.")
    private boolean apply;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (role.isEmpty()) {
            RoleTable.lines().forEach(out::println);
            out.flush();
            return 0;
        }
        Role chosen = Stream.of(Role.values()).filter(each -> each.label().equals(role.get())).findFirst()
                .orElseThrow(() -> refused("expected one of " + Stream.of(Role.values()).map(Role::label)
                        .collect(Collectors.joining(", ")) + ", got '" + role.get() + "'"));
        if (chosen.ofOneSubject() && subject.isEmpty()) {
            throw refused("a " + chosen.label() + " is one subject's: expected --subject");
        }
        subject.ifPresent(name -> Topics.checked("subject", name));
        backbones.forEach(name -> Topics.checked("backbone", name));
        Recipe recipe = new Recipe(principal.map(name -> name.contains(":") ? name : USER + name)
                .orElse(USER + chosen.label()), chosen.rights(new Scope(subject, backbones)));
        if (apply) {
            int rights = recipe.apply(site.running());
            out.println(rights + " rights given to " + recipe.principal());
        } else {
            String bootstrap = site.bootstrap().orElse("HOST:PORT");
            recipe.commands(bootstrap).forEach(out::println);
        }
        out.flush();
        return 0;
    }

    private ParameterException refused(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
