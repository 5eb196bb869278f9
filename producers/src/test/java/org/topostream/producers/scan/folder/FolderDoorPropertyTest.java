package org.topostream.producers.scan.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files are begun, finished and written twice, bad ones between them, while the share goes away and comes back, the
/// output fails and the program starts anew, in any order: in the end every volume has been delivered once.
class FolderDoorPropertyTest {
    private static final int SEEDS = 12;
    private static final int STEPS = 150;

    @TempDir
    private Path root;

    @Test
    void everyVolumeIsDeliveredOnceWhateverHappens() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            try (DoorRig rig = new DoorRig(root.resolve("seed-" + seed))) {
                if (seed % 2 == 1) {
                    rig.folder(FolderSettings.FINISHED, "finished");
                }
                Session session = new Session(rig, new Random(seed));
                for (int i = 0; i < STEPS; i++) {
                    session.step();
                }
                session.end();

                assertEquals(session.written.stream().sorted().toList(),
                        rig.received().volumes().stream().sorted().toList(), "seed " + seed);
                assertEquals(session.bad, rig.status().refused().size(), "seed " + seed);
                assertEquals(session.written.size(), rig.status().delivered(), "seed " + seed);
            }
        }
    }

    private static final class Session {
        private final DoorRig rig;
        private final Random random;
        /// As the output should have them.
        private final List<String> written = new ArrayList<>();
        /// Numbers of files that are half-written.
        private final List<Integer> begun = new ArrayList<>();
        private Path folder;
        private boolean mounted = true;
        private boolean failing;
        private int bad;

        Session(DoorRig rig, Random random) {
            this.rig = rig;
            this.random = random;
            folder = rig.input();
        }

        void step() throws IOException, InterruptedException {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> begin();
                case 3, 4, 5 -> finishOne();
                case 6 -> mount(!mounted);
                case 7 -> fail(!failing);
                case 8 -> rig.restart();
                case 9 -> spoil();
                default -> rig.look(1 + random.nextInt(4));
            }
        }

        void end() throws IOException, InterruptedException {
            while (!begun.isEmpty()) {
                finishOne();
            }
            mount(true);
            fail(false);
            rig.look(40);
        }

        private static String volume(int number) {
            return "volume " + series(number) + " " + number + " " + (100 + number);
        }

        private static String series(int number) {
            return number % 3 == 0 ? "5-bold" : "6-bold";
        }

        private void begin() throws IOException {
            int number = written.size();
            written.add(series(number) + "/" + number + "=" + (100 + number));
            begun.add(number);
            rig.write(folder, "day/" + number + ".scan", volume(number));
        }

        private void finishOne() throws IOException {
            if (!begun.isEmpty()) {
                int number = begun.remove(random.nextInt(begun.size()));
                rig.write(folder, "day/" + number + ".scan", volume(number), "end");
                if (random.nextInt(4) == 0) {
                    rig.write(folder, "day/" + number + "-copy.scan", volume(number), "end");
                }
            }
        }

        private void spoil() throws IOException {
            rig.write(folder, "bad-" + bad + ".scan", "nonsense", "end");
            bad++;
        }

        private void mount(boolean now) throws IOException {
            if (now && !mounted) {
                rig.mount();
                folder = rig.input();
            } else if (!now && mounted) {
                folder = rig.unmount();
            }
            mounted = now;
        }

        private void fail(boolean now) {
            failing = now;
            rig.received().fails(now);
        }
    }
}
