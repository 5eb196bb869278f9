package org.topostream.schemas;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Tensor;
import org.topostream.schemas.serde.UnreadableRecordException;

/// Subjects that cannot be worked for are refused with what is wrong.
class SubjectRulesTest {
    private static Subject.Builder subject(float... xyz) {
        return Subject.newBuilder().setSubject("anna").setCoordinates(Tensors.float32(xyz, xyz.length / 3, 3));
    }

    private static void assertRefused(String reason, Subject subject, Optional<Subject> known) {
        UnreadableRecordException refused = assertThrows(UnreadableRecordException.class,
                () -> SubjectRules.check("anna", subject, known));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    /// Voxels of a grid, in any order.
    private static float[] places(Random random) {
        int voxels = 2 + random.nextInt(20);
        float[] xyz = new float[3 * voxels];
        for (int voxel = 0; voxel < voxels; voxel++) {
            xyz[3 * voxel] = voxel;
            xyz[3 * voxel + 1] = random.nextInt(4);
            xyz[3 * voxel + 2] = -random.nextFloat();
        }
        return xyz;
    }

    @Test
    void takesEverySubjectWhoseVoxelsLieApart() {
        Cases.run(300, (random, number) -> {
            Subject subject = subject(places(random)).build();

            SubjectRules.check("anna", subject, Optional.empty());
            SubjectRules.check("anna", subject, Optional.of(subject));
        });
    }

    @Test
    void refusesEverySubjectThatIsDamagedInOneWay() {
        Cases.run(1_000, (random, number) -> {
            float[] xyz = places(random);
            Subject good = subject(xyz).build();
            int voxel = random.nextInt(xyz.length / 3);
            int axis = random.nextInt(3);
            switch (number % 8) {
                case 0 -> assertRefused("of shape [0, 3]", subject().build(), Optional.empty());
                case 1 -> {
                    xyz[3 * voxel + axis] = random.nextBoolean() ? Float.NaN : Float.NEGATIVE_INFINITY;
                    assertRefused("voxel " + voxel + " lies at", subject(xyz).build(), Optional.empty());
                }
                case 2 -> {
                    int other = (voxel + 1) % (xyz.length / 3);
                    System.arraycopy(xyz, 3 * voxel, xyz, 3 * other, 3);
                    assertRefused("both lie at", subject(xyz).build(), Optional.empty());
                }
                case 3 -> assertRefused("is known with [" + xyz.length / 3 + ", 3]",
                        subject(java.util.Arrays.copyOf(xyz, xyz.length - 3)).build(), Optional.of(good));
                case 4 -> assertRefused("of shape [" + xyz.length + "]",
                        Subject.newBuilder(good).setCoordinates(Tensors.float32(xyz, xyz.length)).build(),
                        Optional.empty());
                case 5 -> {
                    Tensor tensor = Tensor.newBuilder(good.getCoordinates())
                            .setCrc32c(good.getCoordinates().getCrc32c() + 1 + random.nextInt(9)).build();
                    assertRefused("has crc32c", Subject.newBuilder(good).setCoordinates(tensor).build(),
                            Optional.empty());
                }
                case 6 -> assertRefused("region V1 has " + xyz.length + " values",
                        Subject.newBuilder(good)
                                .setRois(List.of(new Roi("V1", Tensors.int8(new byte[xyz.length], xyz.length))))
                                .build(),
                        Optional.empty());
                default -> assertRefused("subject name must be", subject(xyz).setSubject("a.b").build(),
                        Optional.empty());
            }
        });
    }

    @Test
    void refusesAKeyThatIsNotTheName() {
        assertRefused("key anna and subject bob differ", subject(1, 2, 3).setSubject("bob").build(),
                Optional.empty());
    }
}
