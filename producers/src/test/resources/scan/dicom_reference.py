"""What pydicom and nibabel say of DICOM files, for the tests of org.topostream.producers.scan.dicom.

    python dicom_reference.py ../shared/data/acquisition/pyneal

Writes the small files dicom_*.dcm (made up; nobody was scanned) and dicom_expected.json beside this script. In that,
each volume has: number (from 0), size [x, y, z], affine (RAS, row by row), sum, crc32 of its values as little-endian
int16, x fastest (float32 where the file scales them), and some voxels [x, y, z, value].
"""
import json
import struct
import sys
import warnings
import zlib
from pathlib import Path

import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

warnings.simplefilter("ignore")
from nibabel.nicom import dicomwrappers  # noqa: E402

HERE = Path(__file__).parent
LPS_TO_RAS = np.diag([-1.0, -1.0, 1.0, 1.0])
ENHANCED_MR = "1.2.840.10008.5.1.4.1.1.4.1"
MR = "1.2.840.10008.5.1.4.1.1.4"


def volume(number, data, affine, dtype="<i2"):
    """data [rows, columns, slices] with its affine (LPS, over row, column, slice), as nibabel gives them."""
    xyz = np.swapaxes(np.asarray(data), 0, 1)
    affine = LPS_TO_RAS @ np.asarray(affine)[:, [1, 0, 2, 3]]
    stored = np.ascontiguousarray(xyz.transpose(2, 1, 0)).astype(dtype)
    assert np.allclose(stored, xyz.transpose(2, 1, 0), rtol=1e-6)
    rng = np.random.default_rng(number)
    voxels = [[int(rng.integers(n)) for n in xyz.shape] for _ in range(5)]
    voxels.append([int(i) for i in np.unravel_index(np.argmax(xyz), xyz.shape)])
    return {"number": number, "size": list(xyz.shape), "affine": [round(float(v), 9) for v in affine.ravel()],
            "sum": round(float(stored.astype("f8").sum()), 3), "crc32": zlib.crc32(stored.tobytes()),
            "voxels": [v + [float(stored[v[2], v[1], v[0]])] for v in voxels]}


def mosaic(path):
    data = pydicom.dcmread(path)
    wrapper = dicomwrappers.wrapper_from_data(data)
    assert wrapper.is_mosaic
    return volume(int(data.AcquisitionNumber) - 1, wrapper.get_data(), wrapper.affine)


def slices(paths):
    """Volumes of one series of single slices: 18 (or what LocationsInAcquisition says) instances each."""
    files = [pydicom.dcmread(path) for path in paths]
    per_volume = int(files[0][0x0021, 0x104F].value)
    volumes = {}
    for file in files:
        volumes.setdefault((int(file.InstanceNumber) - 1) // per_volume, []).append(file)
    result = []
    for number, members in sorted(volumes.items()):
        # nibabel's normal is column x row; slices go along row x column here, as dcm2niix stacks them
        normal = -dicomwrappers.wrapper_from_data(members[0]).slice_normal
        members.sort(key=lambda file: np.dot(np.array(file.ImagePositionPatient, float), normal))
        first, last = (dicomwrappers.wrapper_from_data(members[i]).affine for i in (0, -1))
        affine = first.copy()
        affine[:3, 2] = (last[:3, 3] - first[:3, 3]) / (len(members) - 1)
        mirrored = first * [1, 1, -1, 1]
        assert np.allclose(affine, mirrored, atol=1e-3)  # nibabel's own, from SpacingBetweenSlices
        result.append(volume(number, np.stack([file.pixel_array for file in members], -1), affine))
    return result


def base(sop_class, number):
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = sop_class
    meta.MediaStorageSOPInstanceUID = f"1.2.3.4.{number}"
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data = FileDataset("", {}, file_meta=meta, preamble=b"\0" * 128)
    data.SOPClassUID = sop_class
    data.SOPInstanceUID = f"1.2.3.4.{number}"
    data.Modality, data.Manufacturer = "MR", "SIEMENS"
    data.PatientName, data.PatientID, data.PatientBirthDate = "SECRET^NAME", "SECRET-ID", "19700101"
    data.SeriesInstanceUID, data.SeriesNumber = "1.2.3.4.5", 7
    data.InstanceNumber = data.AcquisitionNumber = number
    data.SamplesPerPixel, data.PhotometricInterpretation = 1, "MONOCHROME2"
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 16, 16, 15, 1
    return data


def item(**values):
    data = Dataset()
    for name, value in values.items():
        setattr(data, name, value)
    return data


ROW = np.array([0.98, 0.15, -0.13]) / np.linalg.norm([0.98, 0.15, -0.13])
COLUMN = np.cross(np.array([0.1, -0.2, 0.97]), ROW)
COLUMN /= np.linalg.norm(COLUMN)
NORMAL = np.cross(ROW, COLUMN)


def enhanced(number, times, kind, undefined):
    """4 slices of 5 rows and 6 columns, 3.5 mm apart, at so many times; frames from the top slice down, times mixed."""
    data = base(ENHANCED_MR, number)
    data.ImageType = ["ORIGINAL", "PRIMARY", "FMRI", "NONE"]
    data.AcquisitionDateTime = "20240229120000.250000"
    data.Rows, data.Columns, data.NumberOfFrames = 5, 6, 4 * times
    data.DimensionIndexSequence = Sequence(
        [item(DimensionIndexPointer=pointer, FunctionalGroupPointer=0x00209111)
         for pointer in (0x00209056, 0x00209057, 0x00209128)])
    data.SharedFunctionalGroupsSequence = Sequence([item(
        PlaneOrientationSequence=Sequence([item(ImageOrientationPatient=[f"{v:.10f}" for v in (*ROW, *COLUMN)])]),
        PixelMeasuresSequence=Sequence([item(PixelSpacing=[2.5, 2], SliceThickness=3, SpacingBetweenSlices=3.5)]),
        MRTimingAndRelatedParametersSequence=Sequence([item(RepetitionTime=1500)]),
        MREchoSequence=Sequence([item(EffectiveEchoTime=30.0)]),
        MRImageFrameTypeSequence=Sequence([item(FrameType=["ORIGINAL", "PRIMARY", "FMRI", "NONE"],
                                                ComplexImageComponent=kind)]))])
    frames, groups = [], []
    rng = np.random.default_rng(number)
    for place in (3, 1, 4, 2):
        for time in range(times, 0, -1):
            position = np.array([-20.0, 11.5, 3.25]) + 3.5 * (place - 1) * NORMAL
            content = item(FrameAcquisitionDateTime=f"202402291200{time:02d}.{place:d}00000", StackID="1",
                           InStackPositionNumber=place, TemporalPositionIndex=time,
                           DimensionIndexValues=[1, place, time])
            groups.append(item(
                FrameContentSequence=Sequence([content]),
                PlanePositionSequence=Sequence([item(ImagePositionPatient=[f"{v:.10f}" for v in position])]),
                PixelValueTransformationSequence=Sequence(
                    [item(RescaleSlope=0.5, RescaleIntercept=-3, RescaleType="US")])))
            frames.append(rng.integers(-2000, 2000, (5, 6)).astype("<i2"))
    data.PerFrameFunctionalGroupsSequence = Sequence(groups)
    data.PixelData = np.stack(frames).tobytes()
    if undefined:
        for element in data.iterall():
            if element.VR == "SQ":
                element.value.is_undefined_length = True
                element.is_undefined_length = True
                for each in element.value:
                    each.is_undefined_length_sequence_item = True
    return data


def enhanced_volumes(path):
    data = pydicom.dcmread(path)
    wrapper = dicomwrappers.wrapper_from_data(data)
    theirs = wrapper.get_data().reshape(5, 6, 4, -1)
    frames = {}
    for frame, group in zip(data.pixel_array, data.PerFrameFunctionalGroupsSequence):
        content, scale = group.FrameContentSequence[0], group.PixelValueTransformationSequence[0]
        frames[content.TemporalPositionIndex, content.InStackPositionNumber] = (
            frame * float(scale.RescaleSlope) + float(scale.RescaleIntercept))
    times = sorted({time for time, _ in frames})
    ours = np.stack([[frames[time, place] for time in times] for place in (1, 2, 3, 4)]).transpose(2, 3, 0, 1)
    assert np.array_equal(theirs[:, :, ::-1], ours)  # nibabel stacks against row x column
    affine = wrapper.affine.copy()
    affine[:3, 2] = 3.5 * NORMAL  # nibabel 5.4.2 takes a wrong spacing where frames are not in order
    affine[:3, 3] -= 3 * affine[:3, 2]
    assert np.allclose(affine[:3, 3], [-20, 11.5, 3.25])
    numbers = [time - 1 for time in times] if len(times) > 1 else [int(data.AcquisitionNumber) - 1]
    return [volume(number, ours[..., i], affine, "<f4") for i, number in enumerate(numbers)]


def save(data, name, syntax=ExplicitVRLittleEndian):
    data.file_meta.TransferSyntaxUID = syntax
    if syntax == ExplicitVRBigEndian:
        data.PixelData = np.frombuffer(data.PixelData, "<i2").astype(">i2").tobytes()
    pydicom.dcmwrite(HERE / name, data, enforce_file_format=True, overwrite=True,
                     implicit_vr=syntax == ImplicitVRLittleEndian, little_endian=syntax != ExplicitVRBigEndian)
    return HERE / name


def csa(tags):
    """Siemens' CSA2 header of string values."""
    out = b"SV10\4\3\2\1" + struct.pack("<II", len(tags), 77)
    for name, representation, values in tags:
        out += name.encode().ljust(64, b"\0") + struct.pack("<i4siii", len(values), representation, 4, 6, 77)
        for i in range(6):
            text = values[i].encode() + b"\0" if i < len(values) else b""
            out += struct.pack("<4i", len(text), len(text), 77, len(text)) + text + b"\0" * (-len(text) % 4)
    return out


def backward_mosaic():
    """3 images of 4 rows and 3 columns, sagittal, whose slices run against the normal of their rows and columns."""
    data = base(MR, 12)
    data.ImageType = ["ORIGINAL", "PRIMARY", "P", "ND", "MOSAIC"]
    data.AcquisitionDate, data.AcquisitionTime = "20240229", "235959.750000"
    data.Rows, data.Columns = 8, 6
    data.PixelSpacing, data.SliceThickness, data.RepetitionTime, data.EchoTime = [2, 3], 4, 800, 12.5
    data.ImagePositionPatient = [10, -30, 40]
    data.ImageOrientationPatient = [0, 1, 0, 0, 0, -1]
    block = data.private_block(0x29, "SIEMENS CSA HEADER", create=True)
    block.add_new(0x10, "OB", csa([
        ("AcquisitionMatrixText", b"SH", ["3*4"]), ("NumberOfImagesInMosaic", b"US", ["3"]),
        ("SliceNormalVector", b"FD", ["1.00000000", "0.00000000", "0.00000000"])]))
    data.PixelData = np.arange(48, dtype="<i2").tobytes()
    return data


def main(pyneal):
    ge = sorted((pyneal / "GE_env/funcData/s1925").iterdir(), key=lambda path: int(path.suffix[1:]))
    siemens = sorted((pyneal / "Siemens_env/funcData").iterdir())
    many = save(enhanced(1, 3, "MAGNITUDE", True), "dicom_enhanced.dcm")
    save(enhanced(1, 3, "MAGNITUDE", False), "dicom_enhanced_implicit.dcm", ImplicitVRLittleEndian)
    save(enhanced(1, 3, "MAGNITUDE", False), "dicom_enhanced_big.dcm", ExplicitVRBigEndian)
    one = save(enhanced(9, 1, "PHASE", False), "dicom_enhanced_one.dcm")
    expected = {
        "pydicom": pydicom.__version__,
        "siemens": [mosaic(path) for path in siemens],
        "ge": slices(ge),
        "enhanced": enhanced_volumes(many),
        "enhanced_one": enhanced_volumes(one),
        "mosaic": [mosaic(save(backward_mosaic(), "dicom_mosaic.dcm"))],
    }
    for other in ("dicom_enhanced_implicit.dcm", "dicom_enhanced_big.dcm"):
        assert enhanced_volumes(HERE / other) == expected["enhanced"]
    lines = [f' "{name}": ' + (json.dumps(value) if isinstance(value, str) else
                              "[\n  " + ",\n  ".join(json.dumps(each) for each in value) + "]")
             for name, value in expected.items()]
    (HERE / "dicom_expected.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
