package org.topostream.factortopy.glm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The models that `glm_reference.py` fitted, as options of ours.
enum ReferenceCase {
    PLAIN,
    LEGENDRE,
    GAPS,
    AUTOCORRELATED,
    RIDGE,
    CHOSEN,
    EVERYTHING,
    EARLY,
    PERCENT;

    private static final int EARLY_VOLUMES = 60;
    private static final double NOT_BEGUN = 8;

    GlmOptions options() {
        GlmOptions moved = raw().withMotion(GlmFixtures.MOTION);
        return switch (this) {
            case PLAIN -> raw().withDrift(cosines());
            case LEGENDRE -> moved.withDrift(new Drift.Legendre(4, length()));
            case GAPS -> moved;
            case AUTOCORRELATED, EARLY -> moved.withAutocorrelation(0.35);
            case RIDGE -> moved.withAutocorrelation(0.35).withRidge(2.5);
            case CHOSEN -> moved.withDrift(cosines()).withHrfs(Hrf.library());
            case EVERYTHING -> moved.withAutocorrelation(0.35).withRidge(0.5).withHrfs(Hrf.library());
            case PERCENT -> moved.withUnits(Units.PERCENT);
        };
    }

    private static GlmOptions raw() {
        return GlmOptions.defaults(GlmFixtures.SECONDS).withUnits(Units.RAW);
    }

    private static Drift cosines() {
        return new Drift.Cosines(Drift.CUTOFF, length());
    }

    private static double length() {
        return GlmFixtures.VOLUMES * GlmFixtures.SECONDS;
    }

    /// The numbers of the volumes that come, in order.
    List<Integer> volumes() {
        Set<Integer> missing = this == PLAIN ? Set.of() : GlmFixtures.missing();
        List<Integer> volumes = new ArrayList<>();
        for (int number = 0; number < (this == EARLY ? EARLY_VOLUMES : GlmFixtures.VOLUMES); number++) {
            if (!missing.contains(number)) {
                volumes.add(number);
            }
        }
        return volumes;
    }

    List<Trial> trials() {
        double end = this == EARLY ? EARLY_VOLUMES * GlmFixtures.SECONDS - NOT_BEGUN : length();
        return GlmFixtures.trials().stream().filter(trial -> trial.onset() < end).toList();
    }

    /// `[T, N]` in C order.
    double[] betas() {
        return GlmFixtures.numbers(file() + "-betas");
    }

    /// `[T, N]` in C order.
    double[] errors() {
        return GlmFixtures.numbers(file() + "-errors");
    }

    /// `[N]`, places in the library.
    double[] hrfs() {
        return GlmFixtures.numbers(file() + "-hrfs");
    }

    private String file() {
        return name().toLowerCase(Locale.ROOT);
    }
}
