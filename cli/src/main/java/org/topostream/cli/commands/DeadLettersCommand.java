package org.topostream.cli.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.topostream.cli.config.Bounds;
import org.topostream.cli.letters.DeadLetters;
import org.topostream.cli.letters.Letter;
import org.topostream.cli.letters.LetterChoice;
import org.topostream.cli.letters.LetterText;
import org.topostream.cli.letters.Position;
import org.topostream.cli.letters.Retry;
import org.topostream.schemas.Site;

/// `topostream dead-letters`.
@Command(name = "dead-letters", mixinStandardHelpOptions = true, description = "Look at records that were refused, and "
        + "send them again.")
final class DeadLettersCommand implements Runnable {
    private static final String POSITION = "PARTITION:OFFSET";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(),
                "expected 'dead-letters list', 'dead-letters show' or 'dead-letters retry'");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List refused records, the newest last.")
    int list(@Mixin PlaceOptions place, @Mixin LetterChoice choice,
            @Bounds(min = 1) @Option(names = "--limit", paramLabel = "N", description = "Only the newest N.") Optional<Integer> limit,
            @Option(names = "--json", description = "Print JSON.") boolean json) throws IOException {
        if (limit.isPresent() && limit.get() < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be 1 or more, got " + limit.get());
        }
        PrintWriter out = spec.commandLine().getOut();
        DeadLetters dead = new DeadLetters(place.site());
        List<Letter> all = dead.list(choice);
        List<Letter> letters = all.subList(Math.max(0, all.size() - limit.orElse(all.size())), all.size());
        Set<Position> retried = dead.retried();
        if (json) {
            out.println(LetterText.json(letters, retried));
        } else {
            LetterText.table(letters, retried, out);
        }
        out.flush();
        return 0;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Show one refused record with all its "
            + "headers.")
    int show(@Mixin PlaceOptions place,
            @Parameters(paramLabel = POSITION, description = "Where it lies in dead-letters, as 'list' tells.") String letter,
            @Option(names = "--out", paramLabel = "FILE", description = "Save the original bytes.") Optional<Path> file)
            throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Position position = Position.parse(letter);
        DeadLetters dead = new DeadLetters(place.site());
        ConsumerRecord<String, byte[]> record = dead.get(position);
        LetterText.whole(record, dead.retried().contains(position), out);
        out.flush();
        if (file.isPresent()) {
            save(record, file.get());
        }
        return 0;
    }

    private static void save(ConsumerRecord<String, byte[]> record, Path file) throws IOException {
        Letter letter = Letter.of(record);
        if (letter.left()) {
            throw new IllegalArgumentException("the bytes of " + letter.position() + " lie in " + letter.topic()
                    + " at " + letter.from() + " only; nothing is saved");
        }
        Files.write(file, record.value() == null ? new byte[0] : record.value());
    }

    @Command(name = "retry", mixinStandardHelpOptions = true, description = "Send refused records back to the topics "
            + "they came from, each once: those at the given places that the options take.")
    int retry(@Mixin PlaceOptions place, @Mixin LetterChoice choice,
            @Parameters(arity = "0..*", paramLabel = POSITION, description = "Where they lie in dead-letters, as 'list' "
                    + "tells; without any, all that --stage, --topic and --key take.") List<String> letters,
            @Option(names = "--again", description = "Also those that were sent again before.") boolean again)
            throws IOException {
        List<Position> positions = letters == null ? List.of() : letters.stream().map(Position::parse).toList();
        if (positions.isEmpty() && choice.isEmpty()) {
            throw new ParameterException(spec.commandLine(),
                    "expected " + POSITION + ", --stage, --topic or --key: which letters?");
        }
        Site site = place.site();
        DeadLetters dead = new DeadLetters(site);
        positions.forEach(dead::get); // all are there, or nothing is sent
        return new Retry(site, again, spec.commandLine().getOut()).send(letter -> choice.takes(letter)
                && (positions.isEmpty() || positions.contains(letter.position()))) ? 0 : 1;
    }
}
