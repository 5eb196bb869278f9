package org.topostream.factortopy.glm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Responses of single trials from the volumes of one run, while they come: at any moment the same numbers as a batch
/// fit of the volumes and events so far, each trial with a model of its own (least squares, separate; Mumford et al.
/// 2012, *NeuroImage* 59).
///
/// Volumes are known by their source's number and may come in any order, twice, late or never: a row of the design is a
/// function of the number alone, so that a gap shifts nothing. Events may come after volumes of their responses.
///
/// Counting a volume in costs `N (nuisance + HRFs)` multiply-adds, however many trials there are; an estimate those of
/// the volumes of one response and `N nuisance`, and the first one after a volume `N nuisance (nuisance / 2 + HRFs)`
/// more.
///
/// Memory: `4 N V` bytes for the volumes, which are kept as they came so that late events are counted in exactly, and
/// `8 N (nuisance + HRFs + 3)` for running sums; after an estimate `8 N (nuisance + 1)` more. The nuisance is the
/// constant, the motion parameters and the columns of the drift, of growing drift
/// [60][Drift#MOST_COLUMNS] columns whatever is in use. For 25,000 voxels, 300 volumes and one HRF 45 MB.
///
/// Not thread safe.
public final class RunningGlm {
    private static final int HIGHEST_NUMBER = 99_999;

    private final int voxels;
    private final GlmOptions options;
    private final NavigableMap<Integer, SeenVolume> volumes = new TreeMap<>();
    private final Map<String, TrialColumns> trials = new LinkedHashMap<>();
    private final CrossProducts products;
    private Optional<RunFit> fit = Optional.empty();
    private boolean finished;

    /// A run of which nothing has come.
    /// @param voxels N
    /// @throws IllegalArgumentException where there is no voxel
    public RunningGlm(int voxels, GlmOptions options) {
        if (voxels < 1) {
            throw new IllegalArgumentException("expected at least 1 voxel, got " + voxels);
        }
        this.voxels = voxels;
        this.options = options;
        products = new CrossProducts(options.nuisance() + options.hrfs().size(), voxels, options.autocorrelation());
    }

    /// Counts a volume in, unless one of that number has come. Also after [#finish].
    /// @param number its source's, from 0
    /// @param values `[N]` raw intensities
    /// @param motion its motion parameters, in whatever units, as many as the options say
    /// @throws IllegalArgumentException where a size is another or a value is not finite; nothing is counted then
    public Arrival volume(int number, float[] values, double... motion) {
        require(number, values, motion);
        if (volumes.containsKey(number)) {
            return Arrival.REPEATED;
        }
        double[] columns = new double[options.nuisance() + options.hrfs().size()];
        columns[0] = 1;
        System.arraycopy(motion, 0, columns, 1, motion.length);
        double[] drift = options.drift().at(options.secondsOf(number));
        System.arraycopy(drift, 0, columns, 1 + motion.length, drift.length);
        for (TrialColumns trial : trials.values()) {
            addTo(columns, trial, number);
        }
        SeenVolume volume = new SeenVolume(number, values.clone(), columns);
        Optional<SeenVolume> before = Optional.ofNullable(volumes.lowerEntry(number)).map(Map.Entry::getValue);
        Optional<SeenVolume> after = Optional.ofNullable(volumes.higherEntry(number)).map(Map.Entry::getValue);
        products.add(volume, before, after);
        volumes.put(number, volume);
        fit = Optional.empty();
        return after.isPresent() ? Arrival.LATE : Arrival.IN_TIME;
    }

    private void require(int number, float[] values, double[] motion) {
        if (number < 0 || number > HIGHEST_NUMBER) {
            throw new IllegalArgumentException("expected a volume number from 0 to " + HIGHEST_NUMBER + ", got "
                    + number);
        }
        if (values.length != voxels || motion.length != options.motion()) {
            throw new IllegalArgumentException("volume " + number + ": expected " + voxels + " voxels and "
                    + options.motion() + " motion parameters, got " + values.length + " and " + motion.length);
        }
        for (int n = 0; n < voxels; n++) {
            if (!Float.isFinite(values[n])) {
                throw new IllegalArgumentException("volume " + number + ", voxel " + n
                        + ": expected a finite number, got " + values[n]);
            }
        }
        for (double parameter : motion) {
            if (!Double.isFinite(parameter)) {
                throw new IllegalArgumentException("volume " + number
                        + ": expected finite motion parameters, got " + parameter);
            }
        }
    }

    private void addTo(double[] columns, TrialColumns trial, int number) {
        for (int hrf = 0; hrf < options.hrfs().size(); hrf++) {
            columns[options.nuisance() + hrf] += trial.at(hrf, number);
        }
    }

    /// Takes a trial into the model, unless the same has come. Also after [#finish].
    /// @throws IllegalArgumentException where a trial of that id has come with other times; nothing changes then
    public Arrival event(Trial trial) {
        TrialColumns known = trials.get(trial.id());
        if (known != null) {
            if (known.trial().equals(trial)) {
                return Arrival.REPEATED;
            }
            throw new IllegalArgumentException("expected every trial once, got " + known.trial() + " and " + trial);
        }
        TrialColumns columns = TrialColumns.of(trial, options);
        boolean late = !volumes.subMap(columns.first(), columns.end()).isEmpty();
        trials.put(trial.id(), columns);
        if (late) {
            countIn(columns.first(), columns.end(), columns::at);
        }
        fit = Optional.empty();
        return late ? Arrival.LATE : Arrival.IN_TIME;
    }

    /// Gives a trial that has come other times: from now on everything is, to rounding, as if it had come with them.
    /// Also after [#finish]. It costs what an event costs that comes late.
    /// @throws IllegalArgumentException where no trial of that id has come
    public void move(Trial trial) {
        TrialColumns before = columns(trial.id());
        if (before.trial().equals(trial)) {
            return;
        }
        TrialColumns after = TrialColumns.of(trial, options);
        trials.put(trial.id(), after);
        countIn(Math.min(before.first(), after.first()), Math.max(before.end(), after.end()),
                (hrf, number) -> after.at(hrf, number) - before.at(hrf, number));
        fit = Optional.empty();
    }

    private TrialColumns columns(String trial) {
        TrialColumns columns = trials.get(trial);
        if (columns == null) {
            throw new IllegalArgumentException("no such trial: " + trial + " among " + trials.size());
        }
        return columns;
    }

    /// A part of the sum of all trials' regressors, by HRF and a volume's number.
    private interface Part {
        double at(int hrf, int number);
    }

    /// Counts a part in for the volumes that have come: exactly what would have been counted with them.
    /// @param first number of the volumes that it spans
    /// @param end   the number after the last
    private void countIn(int first, int end, Part part) {
        List<SeenVolume> seen = List.copyOf(volumes.values());
        Whitening whitening = Whitening.of(seen, options.autocorrelation());
        for (int hrf = 0; hrf < options.hrfs().size(); hrf++) {
            int which = hrf;
            double[] column = seen.stream().mapToDouble(volume -> part.at(which, volume.number())).toArray();
            products.add(options.nuisance() + hrf, seen, whitening.weights(whitening.apply(column)));
        }
        for (SeenVolume volume : volumes.subMap(first, end).values()) {
            Arrays.fill(volume.columns(), options.nuisance(), volume.columns().length, 0);
            trials.values().forEach(trial -> addTo(volume.columns(), trial, volume.number()));
        }
    }

    /// The response of a trial from what has come so far.
    /// @throws IllegalArgumentException where no trial of that id has come
    public TrialEstimate estimate(String trial) {
        return fit().estimate(columns(trial), finished);
    }

    /// The responses of all trials, in the order in which their events came.
    public List<TrialEstimate> estimates() {
        return trials.values().stream().map(trial -> fit().estimate(trial, finished)).toList();
    }

    /// The HRF `[N]` that each voxel has, by its place in the options; it may change while volumes come.
    public int[] chosenHrfs() {
        return fit().choice();
    }

    /// The mean intensity `[N]` of the volumes so far, of which per cent are; NaN without any.
    public float[] means() {
        double[] means = products.means();
        float[] rounded = new float[voxels];
        for (int n = 0; n < voxels; n++) {
            rounded[n] = (float) means[n];
        }
        return rounded;
    }

    /// How many volumes have come.
    public int volumes() {
        return volumes.size();
    }

    /// The numbers below the highest so far that have not come.
    public List<Integer> missing() {
        List<Integer> missing = new ArrayList<>();
        int next = 0;
        for (int number : volumes.keySet()) {
            while (next < number) {
                missing.add(next);
                next++;
            }
            next++;
        }
        return missing;
    }

    /// Says that the run is over: estimates are complete from now on. What comes later all the same is counted in, and
    /// makes a later revision of complete estimates.
    public void finish() {
        finished = true;
    }

    /// Says that the run is not over after all: estimates are complete once [#finish] is called again.
    public void resume() {
        finished = false;
    }

    /// Whether the run is over.
    public boolean finished() {
        return finished;
    }

    private RunFit fit() {
        RunFit current = fit.orElseGet(() -> new RunFit(options, List.copyOf(volumes.values()), products));
        fit = Optional.of(current);
        return current;
    }
}
