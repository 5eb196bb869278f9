package org.topostream.cli.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import org.topostream.factortopy.glm.Hrf;
import org.topostream.factortopy.timing.OnsetRule;
import org.topostream.streams.estimate.EstimateOptions;
import org.topostream.streams.estimate.EstimateOptions.MotionSource;

class EstimateChoiceTest {
    private static EstimateOptions parse(String... arguments) {
        EstimateChoice choice = new EstimateChoice();
        new CommandLine(choice).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(arguments);
        return choice.options();
    }

    @Test
    void areTheStagesDefaultsWhereNothingIsSaid() {
        assertEquals(EstimateOptions.defaults(), parse());
    }

    @Test
    void setEveryOption() {
        assertEquals(new EstimateOptions(Hrf.library(), MotionSource.SOURCE, 0.3, 0.5,
                new OnsetRule(true, OptionalInt.of(-2)), Duration.ofSeconds(7), Duration.ofHours(48)),
                parse("--hrf", "library", "--motion", "source", "--autocorrelation", "0.3", "--ridge", "0.5",
                        "--onset-from", "clocks", "--dummies", "-2", "--silence", "7", "--keep-runs", "48"));
    }

    @Test
    void dummiesMayBeFoundAndMotionLeftOut() {
        assertEquals(OptionalInt.empty(), parse("--dummies", "auto").onsets().dummies());
        assertEquals(MotionSource.NONE, parse("--no-motion").motion());
    }

    @Test
    void refuseWhatIsNoNumberOfVolumes() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> parse("--dummies", "some"));

        assertEquals("expected --dummies with a number of volumes or auto, got 'some'", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> parse("--silence", "0"));
        assertThrows(IllegalArgumentException.class, () -> parse("--keep-runs", "-1"));
    }
}
