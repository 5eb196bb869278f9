package org.topostream.producers.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.topostream.producers.Presentation;
import org.topostream.producers.dataset.table.JoinedTrials;
import org.topostream.producers.dataset.table.NiftiResponses;
import org.topostream.producers.dataset.table.ResponseTable;
import org.topostream.producers.scan.nifti.NiftiInfo;
import org.topostream.producers.subjects.ImportedSubject;
import org.topostream.producers.subjects.MaskedSubject;
import org.topostream.producers.subjects.VoxelMask;
import org.topostream.schemas.avro.Split;

/// BOLD5000, release 2.0: betas of a session in a 4-D NIfTI file, and one list of a subject's pictures in the order of
/// all sessions. Pictures that were shown more than once are for validation. The betas' affine is known to be wrong;
/// the mask's is used.
final class Bold5000Layout implements Layout {
    private static final Pattern BETAS = Pattern.compile("(.+)_GLMbetas-(.+)_ses-(\\d+)\\.nii(\\.gz)?");
    private static final String BEST = "TYPED-FITHRF-GLMDENOISE-RR";
    private static final String NAMES = "_imgnames.txt";
    private static final String PRESENTED = "Scene_Stimuli/Presented_Stimuli";
    /// In names of pictures that are repeated.
    private static final String REPEATED = "rep_";
    /// Of a trial (Chang and others, 2019).
    private static final double SECONDS = 10;

    /// A file of betas.
    private record Betas(String subject, String kind, int session, Path file) {}

    @Override
    public String name() {
        return "BOLD5000";
    }

    @Override
    public String has() {
        return "CSI1_GLMbetas-" + BEST + "_ses-01.nii.gz, ..., CSI1" + NAMES
                + "; needs --stimuli BOLD5000_Stimuli, and "
                + "--mask where there is no CSI1_brainmask.nii.gz";
    }

    @Override
    public boolean fits(Path folder) throws IOException {
        return !betas(folder).isEmpty();
    }

    private static List<Betas> betas(Path folder) throws IOException {
        List<Betas> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Matcher name = BETAS.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    found.add(new Betas(name.group(1), name.group(2), Integer.parseInt(name.group(3)), file));
                }
            }
        }
        return found;
    }

    @Override
    public Dataset open(Path folder, DatasetOptions options) throws IOException {
        List<Betas> all = betas(folder);
        String recorded = OneOf.of("subjects of " + folder, options.recorded(),
                all.stream().map(Betas::subject).toList(), "--dataset-subject");
        Map<Integer, Path> files = sessions(folder,
                all.stream().filter(each -> each.subject.equals(recorded)).toList());
        Path stimuli = options.stimuli().orElse(folder.resolve("BOLD5000_Stimuli"));
        Path list = list(folder, stimuli, recorded);
        List<String> names = Files.readAllLines(list).stream().map(String::strip).filter(line -> !line.isEmpty())
                .toList();
        Map<Integer, Integer> begins = begins(files, names.size(), list);
        SessionChoice.keep(folder.toString(), files, options.sessions());
        VoxelMask mask = VoxelMask.read(mask(folder, recorded, options));
        ImportedSubject subject = new ImportedSubject(MaskedSubject.of(options.name().orElse(recorded), mask,
                options.regions(), "single-trial beta, % signal change", "BOLD5000 2.0, " + recorded), List.of(),
                List.of());
        Path presented = stimuli.resolve(PRESENTED);
        PictureFolder pictures = PictureFolder.open(Files.isDirectory(presented) ? presented : stimuli);
        List<ResponseTable> parts = new ArrayList<>();
        List<RecordedTrial> trials = new ArrayList<>();
        Set<String> repeated = repeated(names);
        for (Map.Entry<Integer, Path> session : files.entrySet()) {
            ResponseTable part = NiftiResponses.open(session.getValue(), mask, false);
            parts.add(part);
            for (int trial = 0; trial < part.trials(); trial++) {
                String picture = picture(names.get(begins.get(session.getKey()) + trial));
                trials.add(new RecordedTrial(
                        new Presentation(String.format(Locale.ROOT, "ses-%02d_trial-%03d", session.getKey(), trial + 1),
                                picture, repeated.contains(picture) ? Split.VALIDATION : Split.TRAIN),
                        picture, trials.size(), OptionalDouble.of(SECONDS * trials.size())));
            }
        }
        return new Dataset.Responses(name(),
                RecordedExperiment.of(folder.toString(), subject, trials, pictures, new JoinedTrials(parts)),
                List.of(folder.toRealPath(), stimuli.toRealPath()));
    }

    private static Map<Integer, Path> sessions(Path folder, List<Betas> own) {
        Set<String> kinds = own.stream().map(Betas::kind).collect(Collectors.toSet());
        if (kinds.size() > 1 && !kinds.contains(BEST)) {
            throw new IllegalArgumentException(folder + ": expected betas of one kind, or " + BEST + " among them, got "
                    + kinds);
        }
        Map<Integer, Path> files = new TreeMap<>();
        own.stream().filter(each -> kinds.size() == 1 || each.kind.equals(BEST))
                .forEach(each -> files.put(each.session, each.file));
        return files;
    }

    private static Path list(Path folder, Path stimuli, String subject) throws IOException {
        List<Path> places = List.of(folder.resolve(subject + NAMES),
                stimuli.resolve("Stimuli_Presentation_Lists").resolve(subject).resolve(subject + NAMES));
        return places.stream().filter(Files::isRegularFile).findFirst().orElseThrow(
                () -> new IOException(folder + ": expected a list of pictures, one of " + places + ", got none"));
    }

    /// Where in the list each session begins: behind all that come before it, which must be there.
    private static Map<Integer, Integer> begins(Map<Integer, Path> files, int names, Path list) throws IOException {
        Map<Integer, Integer> begins = new HashMap<>();
        int begin = 0;
        int expected = 1;
        for (Map.Entry<Integer, Path> session : files.entrySet()) {
            if (session.getKey() != expected) {
                throw new IOException(
                        list + ": expected betas of session " + expected + " as well, since the list is of "
                                + "all sessions in order, got " + files.keySet());
            }
            begins.put(session.getKey(), begin);
            begin += NiftiInfo.read(session.getValue()).volumes();
            expected++;
        }
        if (begin > names) {
            throw new IOException(list + ": expected a picture for each of " + begin + " betas, got " + names);
        }
        return begins;
    }

    private static Path mask(Path folder, String subject, DatasetOptions options) {
        for (String ending : List.of(".nii.gz", ".nii")) {
            Path brain = folder.resolve(subject + "_brainmask" + ending);
            if (options.masks().isEmpty() && Files.isRegularFile(brain)) {
                return brain;
            }
        }
        return options.mask("BOLD5000");
    }

    private static String picture(String name) {
        return name.startsWith(REPEATED) ? name.substring(REPEATED.length()) : name;
    }

    private static Set<String> repeated(List<String> names) {
        Set<String> once = new HashSet<>();
        return names.stream().filter(name -> !once.add(picture(name)) || name.startsWith(REPEATED))
                .map(Bold5000Layout::picture).collect(Collectors.toSet());
    }
}
