"""Writes a tiny dataset in the layout of a published one, and expected.json beside it: what NumPy, nibabel, h5py and
pandas read of it.

    python make_datasets.py KIND FOLDER
"""

import json
import sys
from pathlib import Path

import h5py
import nibabel
import numpy as np
import pandas as pd
from PIL import Image

RANDOM = np.random.default_rng(7)
AFFINE = np.array([[-2.0, 0, 0, 5], [0, 3, 0, -10], [0, 0, 4, 2], [0, 0, 0, 1]])
SIZE = (4, 3, 5)
CORNERS = np.array([[-1, 0, 0], [1, 0, 0], [0, -1, 0], [0, 1, 0], [0, 0, -1], [0, 0, 1]], dtype=float)
FACES = np.array([[0, 3, 4], [0, 4, 2], [0, 5, 3], [0, 2, 5], [1, 4, 3], [1, 2, 4], [1, 3, 5], [1, 5, 2]])


def picture(path, seed):
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.random.default_rng(seed).integers(0, 256, (6, 8, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(path)


def table(path, columns, separator="\t"):
    path.parent.mkdir(parents=True, exist_ok=True)
    pd.DataFrame(columns).to_csv(path, sep=separator, index=False, na_rep="n/a")


def volume(path, values, dtype=np.float32, seconds=None):
    path.parent.mkdir(parents=True, exist_ok=True)
    image = nibabel.Nifti1Image(values.astype(dtype), AFFINE)
    if seconds is not None:
        image.header.set_xyzt_units("mm", "sec")
        image.header["pixdim"][4] = seconds
    nibabel.save(image, path)


def mask(path):
    inside = RANDOM.random(SIZE) < 0.3
    inside[1, 1, 1] = inside[3, 2, 4] = True
    volume(path, inside, np.uint8)
    return inside


def other_mask(folder):
    """Of other volumes than those of the datasets."""
    volume(folder / "mask.nii.gz", np.ones((2, 2, 2)), np.uint8)


def voxels(inside):
    """Indices of voxels, x fastest."""
    return np.argwhere(inside.T)[:, ::-1]


def at(values, inside):
    x, y, z = voxels(inside).T
    return values[x, y, z]


def millimetres(inside):
    return nibabel.affines.apply_affine(AFFINE, voxels(inside))


def trial(name, stimulus, split, values, picture_path, seconds=None):
    return {"trial": name, "stimulus": stimulus, "split": split, "picture": str(picture_path), "seconds": seconds,
            "values": None if values is None else [float(value) for value in np.nan_to_num(values)]}


def expect(folder, coordinates, trials, hemispheres=None, rois=None, ceiling=None):
    expected = {"coordinates": np.asarray(coordinates, dtype=float).ravel().tolist(), "trials": trials,
                "hemispheres": hemispheres, "rois": rois or {}, "ceiling": ceiling}
    (folder / "expected.json").write_text(json.dumps(expected))


def surfaces(folder):
    """A brain of two octahedra, as FreeSurfer has it."""
    (folder / "surf").mkdir(parents=True)
    places = {}
    for hemisphere, centre in (("lh", -40), ("rh", 40)):
        places[hemisphere] = np.float32(CORNERS * 30 + [centre, 0, 0])
        nibabel.freesurfer.write_geometry(folder / "surf" / f"{hemisphere}.pial", places[hemisphere], FACES)
        nibabel.freesurfer.write_geometry(folder / "surf" / f"{hemisphere}.inflated", CORNERS * 35, FACES)
    return places


def algonauts(folder):
    own = folder / "subj03"
    places = surfaces(folder / "fsaverage")
    inside = {"lh": np.array([0, 1, 1, 0, 1, 0]), "rh": np.array([1, 0, 0, 0, 0, 1])}
    labels = {"lh": np.array([1, 0, 2]), "rh": np.array([0, 2])}
    responses = {}
    (own / "roi_masks").mkdir(parents=True)
    (own / "training_split" / "training_fmri").mkdir(parents=True)
    for hemisphere in ("lh", "rh"):
        np.save(own / "roi_masks" / f"{hemisphere}.all-vertices_fsaverage_space.npy", inside[hemisphere].astype(float))
        np.save(own / "roi_masks" / f"{hemisphere}.prf-visualrois_challenge_space.npy", labels[hemisphere])
        responses[hemisphere] = RANDOM.normal(size=(4, inside[hemisphere].sum())).astype(np.float32)
        np.save(own / "training_split" / "training_fmri" / f"{hemisphere}_training_fmri.npy", responses[hemisphere])
    np.save(own / "roi_masks" / "mapping_prf-visualrois.npy", {0: "Unknown", 1: "V1v", 2: "V1d"})
    trials = []
    for number in range(4):
        name = f"train-{number + 1:04d}_nsd-{number * 7 + 12:05d}"
        path = own / "training_split" / "training_images" / f"{name}.png"
        picture(path, number)
        values = np.concatenate([responses["lh"][number], responses["rh"][number]])
        trials.append(trial(name, f"nsd-{number * 7 + 12:05d}", "TRAIN", values, path))
    path = own / "test_split" / "test_images" / "test-0001_nsd-00404.png"
    picture(path, 99)
    trials.append(trial("", "nsd-00404", "VALIDATION", None, path))
    coordinates = np.concatenate([places[hemisphere][inside[hemisphere] == 1] for hemisphere in ("lh", "rh")])
    expect(folder, coordinates, trials, [0, 0, 0, 1, 1], {"V1v": [1, 0, 0, 0, 0], "V1d": [0, 0, 1, 0, 1]})


def nsd_table(folder, sessions):
    """Trials of two runs in each session; the picture of the first trial is shown again in the last of its session."""
    rows = []
    for session in sessions:
        kids = [100 * session + number for number in (3, 1, 2)] + [100 * session + 3]
        tens = [7, 2000, 1000, 7]
        for number, (kid, ten) in enumerate(zip(kids, tens)):
            rows.append({"SUBJECT": 2, "SESSION": session, "RUN": 1 + number // 2, "TRIAL": 1 + number % 2,
                         "73KID": kid, "10KID": ten, "TIME": 0.5, "ISOLD": 0, "RT": np.nan})
    table(folder / "nsddata/ppdata/subj02/behav/responses.tsv", pd.DataFrame(rows))
    return rows


def nsd_trials(rows, values, pictures):
    return [trial(f"ses-{row['SESSION']:02d}_run-{row['RUN']:02d}_trial-{row['TRIAL']:02d}", f"nsd-{row['73KID'] - 1:05d}",
                  "VALIDATION" if row["10KID"] <= 1000 else "TRAIN", values[number], pictures[row["73KID"]], 4.0 * number)
            for number, row in enumerate(rows)]


def nsd_volumes(folder):
    rows = nsd_table(folder, (1, 2, 3))
    inside = mask(folder / "mask.nii.gz")
    betas = folder / "nsddata_betas/ppdata/subj02/func1pt8mm/betas_fithrf_GLMdenoise_RR"
    betas.mkdir(parents=True)
    values = []
    for session, layout in ((1, {}), (2, {"chunks": (4, 1, 1, 1), "compression": "gzip"}),
                            (3, {"chunks": (1,) + SIZE[::-1], "shuffle": True, "compression": "gzip"})):
        stored = RANDOM.integers(-900, 900, (4,) + SIZE[::-1], dtype=np.int16)
        with h5py.File(betas / f"betas_session{session:02d}.hdf5", "w") as file:
            file.create_dataset("betas", data=stored, **layout)
        values += [at(trial_values.T / 300, inside) for trial_values in stored]
    bricks = RANDOM.integers(0, 256, (310, 5, 6, 3), dtype=np.uint8)
    stimuli = folder / "nsddata_stimuli/stimuli/nsd"
    stimuli.mkdir(parents=True)
    with h5py.File(stimuli / "nsd_stimuli.hdf5", "w") as file:
        file.create_dataset("imgBrick", data=bricks, chunks=(1, 5, 6, 3))
    pictures = {}
    for row in rows:
        pictures[row["73KID"]] = folder / "same" / f"{row['73KID']}.png"
        pictures[row["73KID"]].parent.mkdir(exist_ok=True)
        Image.fromarray(bricks[row["73KID"] - 1]).save(pictures[row["73KID"]])
    coordinates = millimetres(inside)
    expect(folder, coordinates, nsd_trials(rows, values, pictures), [int(x >= 0) for x in coordinates[:, 0]])


def nsd_surfaces(folder):
    rows = nsd_table(folder, (1, 2))
    places = surfaces(folder / "fsaverage")
    betas = folder / "nsddata_betas/ppdata/subj02/fsaverage/betas_fithrf_GLMdenoise_RR"
    betas.mkdir(parents=True)
    inside = {"lh": np.array([1, 1, 0, 0, 0, 1]), "rh": np.array([0, 1, 0, 0, 1, 0])}
    values = []
    for session in (1, 2):
        read = {}
        for hemisphere in ("lh", "rh"):
            stored = RANDOM.normal(size=(6, 1, 1, 4)).astype(np.float32)
            stored[1, 0, 0, 2] = np.nan
            path = betas / f"{hemisphere}.betas_session{session:02d}.mgh"
            nibabel.save(nibabel.MGHImage(stored, np.eye(4)), path)
            read[hemisphere] = nibabel.load(path).get_fdata()[:, 0, 0, :]
        values += [np.concatenate([read[hemisphere][inside[hemisphere] == 1, number] for hemisphere in ("lh", "rh")])
                   for number in range(4)]
    for hemisphere in ("lh", "rh"):
        image = nibabel.MGHImage(inside[hemisphere].astype(np.float32).reshape(6, 1, 1), np.eye(4))
        nibabel.save(image, folder / f"{hemisphere}.mask.mgh")
    pictures = {}
    for number, row in enumerate(rows):
        name = f"{row['73KID']:05d}.png" if number % 2 else f"shared_nsd-{row['73KID'] - 1:05d}.png"
        if row["73KID"] not in pictures:
            pictures[row["73KID"]] = folder / "pictures" / name
            picture(pictures[row["73KID"]], row["73KID"])
    coordinates = np.concatenate([places[hemisphere][inside[hemisphere] == 1] for hemisphere in ("lh", "rh")])
    expect(folder, coordinates, nsd_trials(rows, values, pictures), [0, 0, 0, 1, 1])


def bold5000(folder):
    inside = mask(folder / "CSI2_brainmask.nii.gz")
    names = ["COCO_train2014_1.jpg", "rep_homeoffice1.jpg", "n01440764_1.JPEG", "homeoffice1.jpg", "beach2.jpg"]
    (folder / "CSI2_imgnames.txt").write_text("\n".join(names) + "\n")
    presented = folder / "stim/Scene_Stimuli/Presented_Stimuli"
    for number, name in enumerate(["COCO/COCO_train2014_1.jpg", "Scene/homeoffice1.jpg", "ImageNet/n01440764_1.JPEG",
                                   "Scene/beach2.jpg"]):
        picture(presented / name, number)
        picture(folder / "stim/Scene_Stimuli/Original_Images" / name, number + 50)
    stems = {path.name: path for path in presented.rglob("*") if path.is_file()}
    values = []
    for session, trials in ((1, 2), (2, 3)):
        stored = RANDOM.normal(size=SIZE + (trials,))
        path = folder / f"CSI2_GLMbetas-TYPED-FITHRF-GLMDENOISE-RR_ses-{session:02d}.nii.gz"
        nibabel.save(nibabel.Nifti1Image(stored.astype(np.float32), np.eye(4)), path)
        read = nibabel.load(path).get_fdata(dtype=np.float32)
        values += [at(read[..., number], inside) for number in range(trials)]
    trials = []
    for number, name in enumerate(names):
        name = name.removeprefix("rep_")
        session, index = (1, number + 1) if number < 2 else (2, number - 1)
        trials.append(trial(f"ses-{session:02d}_trial-{index:03d}", name,
                            "VALIDATION" if name == "homeoffice1.jpg" else "TRAIN", values[number], stems[name],
                            10.0 * number))
    coordinates = millimetres(inside)
    expect(folder, coordinates, trials, [int(x >= 0) for x in coordinates[:, 0]])


def things(folder, masked=False):
    tables = folder / "betas_csv"
    tables.mkdir(parents=True)
    places = np.argwhere(np.ones(SIZE))[::2]
    count = len(places)
    frame = pd.DataFrame(RANDOM.normal(size=(count, 5)))
    frame.insert(0, "voxel_id", np.arange(count))
    frame.to_hdf(tables / "sub-01_ResponseData.h5", key="ResponseData", mode="w")
    regions = {"V1": RANDOM.integers(0, 2, count), "LO1 (prf)": RANDOM.integers(0, 2, count)}
    ceiling = RANDOM.uniform(0, 40, count)
    metadata = pd.DataFrame({"voxel_id": np.arange(count), "subject_id": 1, "voxel_x": places[:, 0],
                             "voxel_y": places[:, 1], "voxel_z": places[:, 2], "nc_singletrial": ceiling,
                             "nc_testset": 2 * ceiling, "prf-size": ceiling, **regions})
    metadata.to_csv(tables / "sub-01_VoxelMetadata.csv", index=False)
    names = ["dog_12s.jpg", "mango_12s.jpg", "candelabra_14s.jpg", "dog_12s.jpg", "candelabra_14s.jpg"]
    types = ["train", "train", "test", "train", "test"]
    table(tables / "sub-01_StimulusMetadata.csv",
          {"trial_type": types, "session": [1, 1, 1, 2, 2], "run": [1, 1, 2, 1, 1], "subject_id": 1,
           "trial_id": range(5), "stimulus": names, "concept": [name.split("_")[0] for name in names]}, ",")
    for number, name in enumerate(set(names)):
        picture(folder / "images/object_images" / name.split("_")[0] / name, number)
    read = pd.read_hdf(tables / "sub-01_ResponseData.h5").drop(columns="voxel_id").to_numpy()
    if masked:
        inside = mask(folder / "mask.nii.gz")
        chosen = inside[tuple(places.T)]
        coordinates = nibabel.affines.apply_affine(AFFINE, places[chosen])
    else:
        chosen = (regions["V1"] + regions["LO1 (prf)"]) > 0
        coordinates = places[chosen]
    runs = [(1, 1), (1, 1), (1, 2), (2, 1), (2, 1)]
    trials = [trial(f"ses-{runs[number][0]:02d}_run-{runs[number][1]:02d}_trial-{number:04d}", name,
                    "VALIDATION" if types[number] == "test" else "TRAIN", read[chosen, number],
                    folder / "images/object_images" / name.split("_")[0] / name, 4.5 * number)
              for number, name in enumerate(names)]
    expect(folder, coordinates, trials, None, {name: inside[chosen].tolist() for name, inside in regions.items()},
           np.sqrt(ceiling[chosen] / 100).tolist())


def things_masked(folder):
    things(folder, True)


def bids_betas(folder):
    inside = mask(folder / "mask.nii.gz")
    own = folder / "sub-07/ses-1/func"
    trials = []
    begin = 0.0
    # The first run has a row for each beta, the second has rows without a picture beside those, the tenth comes last.
    runs = {"2": ("desc-betas", "trials", ["a.png", "b/c.png", "a.png"], [1.0, 5.0, 9.0], None),
            "3": ("betas", "events", ["n/a", "b/c.png", "d.png"], [0.5, 2.0, 6.5], ["n/a", "train", "validation"]),
            "10": ("desc-betas", "events", ["d.png", "stimuli/a.png"], [0.0, 3.0], None)}
    for number, name in enumerate(("a.png", "b/c.png", "d.png")):
        picture(folder / "stimuli" / name, number)
    for run, (kind, suffix, names, onsets, splits) in runs.items():
        shown = [name for name in names if name != "n/a"]
        stored = RANDOM.normal(size=SIZE + (len(shown),)) * 100
        image = nibabel.Nifti1Image(stored.astype(np.int16), AFFINE)
        image.header.set_slope_inter(0.25, 1)
        own.mkdir(parents=True, exist_ok=True)
        path = own / f"sub-07_ses-1_task-see_run-{run}_space-T1w_{kind}.nii{'.gz' if run == '2' else ''}"
        nibabel.save(image, path)
        read = nibabel.load(path).get_fdata(dtype=np.float32)
        columns = {"onset": onsets, "duration": 2.0, "stim_file": names}
        if splits:
            columns["split"] = splits
        table(own / f"sub-07_ses-1_task-see_run-{run}_{suffix}.tsv", columns)
        beta = 0
        for row, name in enumerate(names):
            if name != "n/a":
                name = name.removeprefix("stimuli/")
                split = "VALIDATION" if splits and splits[row] == "validation" else "TRAIN"
                trials.append(trial(f"ses-1_task-see_run-{run}_trial-{row + 1:04d}", name, split,
                                    at(read[..., beta], inside), folder / "stimuli" / name, begin + onsets[row]))
                beta += 1
        begin += onsets[-1] + 2.0
    region = RANDOM.integers(0, 2, SIZE)
    volume(folder / "v1.nii", region, np.uint8)
    coordinates = millimetres(inside)
    expect(folder, coordinates, trials, [int(x >= 0) for x in coordinates[:, 0]],
           {"V1": at(region, inside).astype(int).tolist()})


def bids_raw(folder):
    mask(folder / "mask.nii.gz")
    expected = []
    for name in ("cat.png", "dog.png"):
        picture(folder / "stimuli" / name, len(name))
    (folder / "task-see_bold.json").write_text(json.dumps({"TaskName": "see", "RepetitionTime": 1.5}))
    rest = folder / "sub-01/ses-01/func/sub-01_ses-01_task-rest_bold.nii.gz"
    volume(rest, RANDOM.normal(size=SIZE + (2,)), seconds=3.0)
    for session, run in (("01", 1), ("01", 2), ("02", 1)):
        own = folder / f"sub-01/ses-{session}/func"
        stem = f"sub-01_ses-{session}_task-see_run-{run}"
        path = own / f"{stem}_bold.nii{'.gz' if run == 2 else ''}"
        volume(path, RANDOM.normal(1000, 50, SIZE + (4,)), np.int16, seconds=9.0)
        if session == "02":
            (own / f"{stem}_bold.json").write_text(json.dumps({"RepetitionTime": 2.0}))
        table(own / f"{stem}_events.tsv",
              {"onset": [-0.5, 1.5, 4.0], "duration": [1.0, np.nan, 1.0], "trial_type": ["see", "press", "see"],
               "stim_file": ["cat.png", np.nan, "dog.png"]})
        read = nibabel.load(path).get_fdata(dtype=np.float32)
        expected.append({"run": f"ses-{session}_task-see_run-{run}", "session": session,
                         "seconds": 2.0 if session == "02" else 1.5,
                         "volumes": [read[..., number].T.ravel().tolist() for number in range(4)],
                         "trials": [[f"ses-{session}_task-see_run-{run}_trial-0001", "cat.png", -0.5, 1.0],
                                    [f"ses-{session}_task-see_run-{run}_trial-0003", "dog.png", 4.0, 1.0]]})
    (folder / "expected.json").write_text(json.dumps({"runs": expected, "affine": AFFINE.ravel().tolist()}))


if __name__ == "__main__":
    globals()[sys.argv[1]](Path(sys.argv[2]))
