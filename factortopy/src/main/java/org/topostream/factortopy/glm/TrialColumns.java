package org.topostream.factortopy.glm;

/// The regressors of one trial, one for each HRF, over the volumes' numbers: 0 but for some that follow each other.
///
/// @param trial  whose
/// @param first  the first number that its response spans
/// @param values `[H][numbers]`
record TrialColumns(Trial trial, int first, double[][] values) {
    static TrialColumns of(Trial trial, GlmOptions options) {
        double over = trial.onset() + trial.duration() + Hrf.SUPPORT;
        int first = Math.max(0, (int) Math.floor(trial.onset() / options.seconds() - options.sampledAt()) + 1);
        int end = Math.max(first, (int) Math.ceil(over / options.seconds() - options.sampledAt()));
        double[][] values = new double[options.hrfs().size()][end - first];
        for (int hrf = 0; hrf < values.length; hrf++) {
            BoldCourse course = options.hrfs().get(hrf).course(trial.duration());
            for (int i = 0; i < end - first; i++) {
                values[hrf][i] = course.at(options.secondsOf(first + i) - trial.onset());
            }
        }
        return new TrialColumns(trial, first, values);
    }

    /// The number after the last that its response spans.
    int end() {
        return first + values[0].length;
    }

    boolean spans(int number) {
        return number >= first && number < end();
    }

    double at(int hrf, int number) {
        return spans(number) ? values[hrf][number - first] : 0;
    }
}
