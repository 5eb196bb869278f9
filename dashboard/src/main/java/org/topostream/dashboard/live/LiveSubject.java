package org.topostream.dashboard.live;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

import org.topostream.schemas.avro.SourceStatus;

/// Everything that is live about one subject. One thread writes, any may read.
public final class LiveSubject {
    private final MapBook maps;
    private final ScoreBook scores;
    private final TrialMemory trials;
    private final SurfaceBook surfaces;
    private final Activity activity;
    private final Map<String, Long> encoders = new ConcurrentHashMap<>();
    private final Map<String, SourceStatus> sources = new ConcurrentSkipListMap<>();
    private volatile Anatomy anatomy;

    LiveSubject(Anatomy anatomy, int mostVersions, InstantSource clock) {
        this.anatomy = anatomy;
        maps = new MapBook(mostVersions);
        scores = new ScoreBook(anatomy.voxels());
        trials = new TrialMemory(anatomy.voxels());
        surfaces = new SurfaceBook(anatomy.voxels());
        activity = new Activity(clock);
    }

    /// The same voxels, known better.
    void learn(Anatomy better) {
        anatomy = better;
    }

    /// A backbone's encoder has been heard of.
    void seen(String backbone, long encoderVersion) {
        encoders.merge(backbone, encoderVersion, Math::max);
    }

    /// A source of volumes has told how it stands.
    void told(String source, SourceStatus status) {
        sources.put(source, status);
    }

    void forgetSource(String source) {
        sources.remove(source);
    }

    public Anatomy anatomy() {
        return anatomy;
    }

    public MapBook maps() {
        return maps;
    }

    public ScoreBook scores() {
        return scores;
    }

    public TrialMemory trials() {
        return trials;
    }

    public SurfaceBook surfaces() {
        return surfaces;
    }

    public Activity activity() {
        return activity;
    }

    /// How the sources of volumes stand, by name.
    public List<SourceStatus> sources() {
        return List.copyOf(sources.values());
    }

    /// Highest version of each backbone's encoder that has predicted, been scored or been drawn.
    public SortedMap<String, Long> encoders() {
        return new TreeMap<>(encoders);
    }
}
