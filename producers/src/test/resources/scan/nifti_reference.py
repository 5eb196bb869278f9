"""NiBabel's word on NIfTI and PAR/REC files: the references of the tests of `scan.nifti` and `scan.philips` in Java.

    python nifti_reference.py [SHARED/acquisition/pyneal]                                  (needs nibabel and numpy)

Writes beside itself `nifti_reference.json`, of the real recordings; `nifti_synthetic.json`, small NIfTI files of every
type, byte order, version and kind of affine; `parrec_synthetic.json`, small PAR/REC pairs of every version and
orientation; files in these two are gzipped and in base64. Values are float32 in the files' own order, x fastest, t
slowest; `crc32` is that of their little-endian bytes.
"""

import base64
import gzip
import json
import logging
import sys
import tempfile
import zlib
from pathlib import Path

import nibabel as nib
import numpy as np
from nibabel.nifti1 import Nifti1Header, Nifti1Image
from nibabel.nifti2 import Nifti2Header, Nifti2Image

HERE = Path(__file__).parent


def packed(content):
    return base64.b64encode(gzip.compress(content, mtime=0)).decode()


def values(image):
    return image.get_fdata(dtype=np.float64).astype("<f4")


def told(image, data):
    """What a reader should find; `data` is `[X, Y, Z]` or `[X, Y, Z, T]`."""
    return {"shape": list(data.shape), "affine": image.affine.ravel().tolist()}


def real(folder):
    found = {}
    for path in sorted([*folder.rglob("*.nii.gz"), *folder.rglob("*.par")]):
        image = nib.load(path)
        data = values(image)
        if path.suffix == ".par":
            data = data[..., 1]  # these dumps hold images of type 17, phase, and then of type 16, magnitude
        voxels = {}
        for corner in ((0.5, 0.5, 0.5), (0.4, 0.6, 0.3), (0.7, 0.3, 0.8), (0, 0, 0), (0.99, 0.99, 0.99)):
            at = [int(part * length) for part, length in zip(corner, data.shape)]
            at += [data.shape[3] - 1] if data.ndim == 4 else []
            voxels[",".join(map(str, at))] = float(data[tuple(at)])
        found[path.relative_to(folder).as_posix()] = {
            **told(image, data), "sum": float(data.sum(dtype=np.float64)), "voxels": voxels,
            "crc32": zlib.crc32(data.tobytes("F"))}
    return found


def raw(dtype, shape):
    """The type's extremes, then numbers of both signs where it has them."""
    count = int(np.prod(shape))
    kind = np.dtype(dtype)
    if kind.kind == "f":
        data = np.linspace(-3.3, 7.7, count)
        data[:4] = [0, 1e-30, -2.5, 65504]
        return data.astype(dtype).reshape(shape, order="F")
    limits = np.iinfo(kind)
    data = np.array([(k * 37) % 100 - (50 if limits.min < 0 else 0) for k in range(count)], dtype=dtype)
    data[:3] = [limits.min, limits.max, limits.max - 1]
    return data.reshape(shape, order="F")


def nifti(name, version, order, dtype="i2", shape=(3, 2, 2), **fields):
    header_class, image_class = {1: (Nifti1Header, Nifti1Image), 2: (Nifti2Header, Nifti2Image)}[version]
    header = header_class(endianness=order)
    header.set_data_dtype(np.dtype(dtype).newbyteorder(order))
    header.set_data_shape(shape)
    header["vox_offset"] = {1: 352, 2: 544}[version] + (16 if fields.pop("extension", False) else 0)
    header["magic"] = {1: b"n+1", 2: b"n+2\0\r\n\032\n"}[version]
    header["pixdim"][:8] = fields.pop("pixdim", [1, 2, 3, 4, 0, 0, 0, 0])
    for field, value in fields.items():
        header[field] = value
    data = raw(np.dtype(dtype).newbyteorder(order), shape)
    file = header.binaryblock
    file += bytes(int(header["vox_offset"]) - len(file)) + data.tobytes("F")
    image = image_class.from_bytes(file)
    read = values(image)
    seconds = {8: 1, 16: 1e-3, 24: 1e-6}.get(int(header["xyzt_units"]) & 0x38, 0) * float(header["pixdim"][4])
    return {"name": name, "file": packed(file), **told(image, read),
            "seconds": seconds if len(shape) > 3 else 0, "values": read.ravel("F").tolist()}


def sform(*rows):
    return {"sform_code": 1, "srow_x": rows[0], "srow_y": rows[1], "srow_z": rows[2]}


def qform(b, c, d, code=1):
    return {"qform_code": code, "quatern_b": b, "quatern_c": c, "quatern_d": d, "qoffset_x": -11.5, "qoffset_y": 22.25,
            "qoffset_z": 33}


def niftis():
    rows = ([-2, 0.1, 0, 90], [0, 3.25, -0.5, -126], [0.125, 0, 4, -72])
    files = []
    for version in (1, 2):
        for order in "<>":
            for dtype in ("u1", "i1", "i2", "u2", "i4", "u4", "i8", "u8", "f4", "f8"):
                files.append(nifti(f"{dtype} version {version} {order}", version, order, dtype, **sform(*rows)))
            for dtype in ("i2", "f4", "u8"):
                files.append(nifti(f"{dtype} scaled version {version} {order}", version, order, dtype, (2, 3, 2),
                                   scl_slope=0.37, scl_inter=-12.5, **sform(*rows)))
        for slope, inter in ((0, 5), (np.nan, 5), (np.inf, 5), (-2, 0), (1, 0)):
            files.append(nifti(f"slope {slope} version {version}", version, "<", scl_slope=slope, scl_inter=inter,
                               **sform(*rows)))
        both = {**sform(*rows), **qform(0.1, 0.2, 0.3)}
        files.append(nifti(f"sform before qform version {version}", version, "<", **both))
        files.append(nifti(f"qform version {version}", version, ">", **qform(0.1, 0.2, 0.3)))
        files.append(nifti(f"qform without a real part version {version}", version, "<", **qform(0, 1, 0)))
        for factor in (-1, 0, 1, 2):
            files.append(nifti(f"qform qfac {factor} version {version}", version, "<",
                               pixdim=[factor, 2, 3, 4, 0, 0, 0, 0], **qform(-0.3, 0.5, 0.7)))
        files.append(nifti(f"qform of lengths below 0 version {version}", version, "<",
                           pixdim=[1, -2, 0, 4, 0, 0, 0, 0], **qform(0.1, 0.2, 0.3)))
        files.append(nifti(f"unknown codes version {version}", version, "<",
                           **{**both, "sform_code": -1, "qform_code": 9}))
        files.append(nifti(f"pixdim only version {version}", version, "<"))
        files.append(nifti(f"pixdim of lengths below 0 version {version}", version, ">",
                           pixdim=[1, -2, 0, 4, 0, 0, 0, 0]))
        files.append(nifti(f"extension version {version}", version, "<", extension=True, **sform(*rows)))
        for unit, length in ((8, 2.5), (16, 800), (24, 1.5e6), (0, 3)):
            files.append(nifti(f"4-D unit {unit} version {version}", version, "<", shape=(3, 2, 2, 3),
                               pixdim=[1, 2, 3, 4, length, 0, 0, 0], xyzt_units=2 | unit, **sform(*rows)))
    files.append(nifti("qform just above length 1", 1, "<", **qform(1.0000001, 0, 0)))
    files.append(nifti("5-D with nothing along the fifth", 1, "<", shape=(3, 2, 2, 2, 1), **sform(*rows)))
    return files


GENERAL = """# === DATA DESCRIPTION FILE ======================================================
#
# CAUTION - Investigational device.
# Limited by Federal Law to investigational use.
#
# Dataset name: made by nifti_reference.py
#
# CLINICAL TRYOUT             Research image export tool     {version}
#
# === GENERAL INFORMATION ========================================================
#
.    Patient name                       :   nobody
.    Examination name                   :   test
.    Protocol name                      :   EPI: with a colon
.    Examination date/time              :   2014.02.14 / 09:00:57
.    Series Type                        :   Image   MRSERIES
.    Acquisition nr                     :   2
.    Reconstruction nr                  :   1
.    Scan Duration [sec]                :   14
.    Max. number of cardiac phases      :   1
.    Max. number of echoes              :   1
.    Max. number of slices/locations    :   {slices}
.    Max. number of dynamics            :   {dynamics}
.    Max. number of mixes               :   1
.    Patient position                   :   Head First Supine
.    Preparation direction              :   Anterior-Posterior
.    Technique                          :   FEEPI
.    Scan resolution  (x, y)            :   4  4
.    Scan mode                          :   MS
.    Repetition time [ms]               :   {repetition}
.    FOV (ap,fh,rl) [mm]                :   240.000  29.000  240.000
.    Water Fat shift [pixels]           :   10.395
.    Angulation midslice(ap,fh,rl)[degr]:   {angulation}
.    Off Centre midslice(ap,fh,rl) [mm] :   {centre}
.    Flow compensation <0=no 1=yes> ?   :   0
.    Presaturation     <0=no 1=yes> ?   :   0
.    Phase encoding velocity [cm/sec]   :   0.000000  0.000000  0.000000
.    MTC               <0=no 1=yes> ?   :   0
.    SPIR              <0=no 1=yes> ?   :   1
.    EPI factor        <0,1=no EPI>     :   39
.    Dynamic scan      <0=no 1=yes> ?   :   1
.    Diffusion         <0=no 1=yes> ?   :   0
.    Diffusion echo time [ms]           :   0.0000
"""
GENERAL_41 = """.    Max. number of diffusion values    :   1
.    Max. number of gradient orients    :   1
"""
GENERAL_42 = """.    Number of label types   <0=no ASL> :   0
"""
LEGEND = """#
# === PIXEL VALUES =============================================================
#  PV = pixel value in REC file, FP = floating point value, DV = displayed value on console
#  RS = rescale slope,           RI = rescale intercept,    SS = scale slope
#  DV = PV * RS + RI             FP = DV / (RS * SS)
#
# === IMAGE INFORMATION DEFINITION =============================================
#  The rest of this file contains ONE line per image, this line contains the following information:
#
#  slice number                             (integer)
#  echo number                              (integer)
#  dynamic scan number                      (integer)
#  cardiac phase number                     (integer)
#  image_type_mr                            (integer)
#  scanning sequence                        (integer)
#  index in REC file (in images)            (integer)
#  image pixel size (in bits)               (integer)
#  scan percentage                          (integer)
#  recon resolution (x y)                   (2*integer)
#  rescale intercept                        (float)
#  rescale slope                            (float)
#  scale slope                              (float)
#  window center                            (integer)
#  window width                             (integer)
#  image angulation (ap,fh,rl in degrees )  (3*float)
#  image offcentre (ap,fh,rl in mm )        (3*float)
#  slice thickness (in mm )                 (float)
#  slice gap (in mm )                       (float)
#  image_display_orientation                (integer)
#  slice orientation ( TRA/SAG/COR )        (integer)
#  fmri_status_indication                   (integer)
#  image_type_ed_es  (end diast/end syst)   (integer)
#  pixel spacing (x,y) (in mm)              (2*float)
#  echo_time                                (float)
#  dyn_scan_begin_time                      (float)
#  trigger_time                             (float)
#  diffusion_b_factor                       (float)
#  number of averages                       (integer)
#  image_flip_angle (in degrees)            (float)
#  cardiac frequency   (bpm)                (integer)
#  minimum RR-interval (in ms)              (integer)
#  maximum RR-interval (in ms)              (integer)
#  TURBO factor  <0=no turbo>               (integer)
#  Inversion delay (in ms)                  (float)
"""
LEGEND_41 = """#  diffusion b value number    (imagekey!)  (integer)
#  gradient orientation number (imagekey!)  (integer)
#  contrast type                            (string)
#  diffusion anisotropy type                (string)
#  diffusion (ap, fh, rl)                   (3*float)
"""
LEGEND_42 = """#  label type (ASL)            (imagekey!)  (integer)
"""


def parrec(name, version="V4.2", orientation=1, angulation=(0, 0, 0), centre=(0, 0, 0), resolution=(4, 3),
           spacing=(3, 2.25), slices=3, dynamics=2, types=(0,), bits=16, shuffled=False):
    newer = version != "V4"
    newest = version == "V4.2"
    head = GENERAL + GENERAL_41 * newer + GENERAL_42 * newest + LEGEND + LEGEND_41 * newer + LEGEND_42 * newest
    head = head.format(version=version, slices=slices, dynamics=dynamics, repetition="2000.000",
                       angulation="  ".join(f"{x:.3f}" for x in angulation),
                       centre="  ".join(f"{x:.3f}" for x in centre))
    rows = []
    for dynamic in range(1, dynamics + 1):
        for kind in types:
            for number in range(1, slices + 1):
                rows.append(f"{number} 1 {dynamic} 1 {kind} 2 {len(rows)} {bits} 62 {resolution[0]} {resolution[1]} "
                            f"{number - 5.5} {1.29035 * dynamic + kind} 4.28404e-003 1070 1860 -1.50 2.50 3.50 2.51 "
                            f"-0.81 {-8.69 + number} 3.500 0.500 0 {orientation} 0 2 {spacing[0]} {spacing[1]} 30.00 "
                            f"{2 * (dynamic - 1):.2f} 0.00 0.00 0 90.00 0 0 0 39 0.0"
                            + " 1 1 8 0 0.000 0.000 0.000" * newer + " 1" * newest)
    if shuffled:
        rows = [rows[at] for at in np.random.RandomState(0).permutation(len(rows))]
        rows = [" ".join([*row.split()[:6], str(at), *row.split()[7:]]) for at, row in enumerate(rows)]
    par = head + "#\n# === IMAGE INFORMATION =====\n#  sl ec  dyn ph ty\n\n" + "\n".join(rows) + "\n\n"
    par += "# === END OF DATA DESCRIPTION FILE ===============================================\n"
    count = len(rows) * resolution[0] * resolution[1]
    rec = ((np.arange(count) * 7919) % (1 << bits)).astype(f"<u{bits // 8}").tobytes()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.par").write_text(par)
        Path(folder, "a.rec").write_bytes(rec)
        image = nib.load(Path(folder, "a.par"), strict_sort=True)
        data = values(image)
        if len(types) > 1:
            order = image.header.get_volume_labels()["image_type_mr"]
            data = data[..., [at for at, kind in enumerate(order) if kind == 0]]
        return {"name": name, "par": packed(par.encode()), "rec": packed(rec), **told(image, data),
                "seconds": float(image.header.get_zooms()[3]), "values": data.ravel("F").tolist()}


def parrecs():
    turned = {"angulation": (-13.265, 5.5, 2.25), "centre": (2.508, 30.339, -16.032)}
    return [
        parrec("V4 transverse", "V4"),
        parrec("V4.1 sagittal", "V4.1", orientation=2, **turned),
        parrec("V4.2 coronal", orientation=3, **turned),
        parrec("V4.2 transverse", **turned, shuffled=True),
        parrec("phase between", types=(0, 3)),
        parrec("8 bits", bits=8, resolution=(3, 5), spacing=(1, 1)),
    ]


def write(name, what):
    text = json.dumps(what, separators=(",", ":"), allow_nan=False).replace('},{"name"', '},\n{"name"')
    (HERE / name).write_text(text.replace('},"', '},\n"') + "\n")


logging.disable(logging.CRITICAL)  # NiBabel tells what it mends in headers
write("nifti_synthetic.json", niftis())
write("parrec_synthetic.json", parrecs())
if len(sys.argv) > 1:
    write("nifti_reference.json", real(Path(sys.argv[1])))
