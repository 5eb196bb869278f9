package org.topostream.factortopy.backbone;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.schemas.Cases;
import org.topostream.schemas.Mutations;

/// A backbone's description is taken, or refused with the file's name and what is wrong with it.
class BackboneJsonFuzzTest {
    private static final Pattern VALUES = Pattern.compile(": *(\"[^\"]*\"|-?[0-9.]+|\\[|\\{)");
    private static final List<String> OTHERS = List.of("null", "-1", "0", "1e400", "99999999999", "2.5", "\"\"",
            "\"../x\"", "[]", "{}", "true", "\"\\u0000\"", "[[[[", "}");

    @TempDir
    private Path path;

    private static byte[] otherValue(String json, Random random) {
        Matcher values = VALUES.matcher(json);
        int count = 0;
        while (values.find()) {
            count++;
        }
        int wanted = random.nextInt(count);
        values.reset();
        for (int i = 0; i <= wanted; i++) {
            values.find();
        }
        String other = OTHERS.get(random.nextInt(OTHERS.size()));
        return (json.substring(0, values.start(1)) + other + json.substring(values.end(1)))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsOrRefusesDescriptions() throws IOException {
        BackboneFolder.copy("logarithm", path);
        Path file = path.resolve(BackboneSpec.FILE);
        String good = Files.readString(file);
        int[] refused = new int[1];

        Cases.run(800, (random, number) -> {
            Files.write(file, number % 2 == 0
                    ? otherValue(good, random)
                    : Mutations.of(good.getBytes(StandardCharsets.UTF_8), random));
            try {
                BackboneSpec.read(path);
            } catch (IOException e) {
                refused[0]++;
                assertTrue(e.getMessage().startsWith(file + " does not describe a backbone: "), e.getMessage());
                assertTrue(e.getMessage().contains("expected"), e.getMessage());
            }
        });

        assertTrue(refused[0] > 0, "nothing was refused");
    }
}
