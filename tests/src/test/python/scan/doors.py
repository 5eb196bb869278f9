"""The ways in which a scanner's volumes reach topostream, each as the site's own software does it."""
import json
import os
import socket
import sys
import time
import warnings
from pathlib import Path

import nibabel
import numpy as np

from scanner import ROOT, RUN_EVERY, TR

SIEMENS = ROOT.parent / "shared/data/acquisition/pyneal/Siemens_env/funcData/001_000013_000001.dcm"
SIZE = (64, 64, 18)
AFFINE = np.array([[-3.0, 0, 0, 94.5], [0, -3.0, 0, 94.5], [0, 0, 3.5, -29.75], [0, 0, 0, 1]])
DAY = 86_400


class Door:
    """`acquire` starts what takes volumes, in `folder`; `send` gives it one; both name runs from 0."""
    size, affine = SIZE, AFFINE
    resends = False  # whether a volume may be given twice, late, or while nobody takes any

    def __init__(self, folder: Path, lab) -> None:
        self.folder, self.lab = folder, lab
        self.input = folder / "scanner"
        self.input.mkdir()

    def name(self, run: int) -> str:
        return f"run-{run + 1}"

    def begin(self, run: int, volumes: int) -> None:
        pass

    def end(self, run: int) -> None:
        pass


class Files(Door):
    resends = True

    more = []

    def acquire(self) -> None:
        self.taker = self.lab.acquire("folder", str(self.input), "--set", "run.name=run-{index}", *self.more)


class Nifti(Files):
    """One file a volume, which does not tell the TR."""
    more = ["--tr", str(TR)]

    def send(self, run: int, number: int, volume: np.ndarray) -> float:
        image = nibabel.Nifti1Image(volume, self.affine)
        file = self.input / f"run{run + 1:02d}_{number + 1:04d}.nii"
        nibabel.save(image, file.with_suffix(".part.nii"))
        os.rename(file.with_suffix(".part.nii"), file)
        return time.time()


class Dicom(Files):
    """Siemens' mosaics: a real one, with other intensities, numbers and times."""

    def __init__(self, folder: Path, lab) -> None:
        super().__init__(folder, lab)
        import pydicom
        warnings.simplefilter("ignore")  # nibabel says that its reader of mosaics is an experiment
        from nibabel.nicom import dicomwrappers
        self.template = pydicom.dcmread(SIEMENS)
        self.pydicom, self.wrappers = pydicom, dicomwrappers
        wrapper = dicomwrappers.wrapper_from_data(self.template)
        rows, columns, slices = wrapper.image_shape
        self.size = (columns, rows, slices)
        self.affine = np.diag([-1.0, -1.0, 1.0, 1.0]) @ np.asarray(wrapper.affine)[:, [1, 0, 2, 3]]
        self.clock = DAY - 60.0  # midnight comes a minute after the begin
        self.checked = False

    def send(self, run: int, number: int, volume: np.ndarray, copy: str = "", wrong: float = 0.0) -> float:
        """`wrong` is by how many seconds the scanner's clock is."""
        columns, rows, slices = self.size
        across = int(np.ceil(np.sqrt(slices)))
        mosaic = np.zeros((rows * across, columns * across), np.uint16)
        for index in range(slices):
            top, left = divmod(index, across)
            mosaic[top * rows:(top + 1) * rows, left * columns:(left + 1) * columns] = volume[:, :, index].T
        data = self.template
        data.PixelData = mosaic.tobytes()
        data.SeriesInstanceUID = f"1.2.3.{run + 1}"
        data.SeriesNumber = run + 1
        data.InstanceNumber = data.AcquisitionNumber = number + 1
        data.SOPInstanceUID = data.file_meta.MediaStorageSOPInstanceUID = f"1.2.3.{run + 1}.{number + 1}"
        data.RepetitionTime = 1000 * TR
        taken = (self.clock + RUN_EVERY * run + number * TR + wrong) % DAY
        data.AcquisitionTime = data.ContentTime = time.strftime("%H%M%S", time.gmtime(taken)) + f"{taken % 1:.6f}"[1:]
        file = self.input / f"{run + 1:03d}_{number + 1:06d}{copy}.dcm"
        data.save_as(file.with_suffix(".part"))
        if not self.checked:
            said = self.wrappers.wrapper_from_data(self.pydicom.dcmread(file.with_suffix(".part"))).get_data()
            assert (np.swapaxes(said, 0, 1) == volume).all(), "the mosaic is not what nibabel reads"
            self.checked = True
        os.rename(file.with_suffix(".part"), file)
        return time.time()


class Afni(Door):
    """What AFNI's real-time plugin is sent."""

    def acquire(self) -> None:
        self.ports = self.lab.free(2)
        self.taker = self.lab.acquire("afni", "--port", str(self.ports[0]), "--data-port", str(self.ports[1]))

    def begin(self, run: int, volumes: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.ports[1]))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        x, y, z = self.size
        self.socket.sendall(f"ACQUISITION_TYPE 3D+t\nTR {TR}\nXYMATRIX {x} {y} {z}\nXYFOV {3 * x} {3 * y} {3.5 * z}\n"
                            f"XYZAXES R-L A-P I-S\nDATUM short\nBYTEORDER LSB_FIRST\nPREFIX {self.name(run)}\n\0"
                            .encode())

    def send(self, run: int, number: int, volume: np.ndarray) -> float:
        self.socket.sendall(volume.astype("<i2").tobytes(order="F"))
        return time.time()

    def end(self, run: int) -> None:
        self.socket.close()


class Pyneal(Door):
    """What Pyneal's scanner side sends, with pyzmq."""

    def acquire(self) -> None:
        self.port, = self.lab.free(1)
        self.taker = self.lab.acquire("pyneal", "--port", str(self.port))
        import zmq
        self.zmq = zmq
        self.socket = zmq.Context.instance().socket(zmq.PAIR)
        self.socket.setsockopt(zmq.RCVTIMEO, 30_000)
        self.socket.setsockopt(zmq.LINGER, 0)
        self.socket.connect(f"tcp://127.0.0.1:{self.port}")

    def name(self, run: int) -> str:
        return "pyneal" if run == 0 else f"pyneal-{run + 1}"

    def begin(self, run: int, volumes: int) -> None:
        self.socket.send_string("hello")
        assert self.socket.recv_string() == "hello"

    def send(self, run: int, number: int, volume: np.ndarray) -> float:
        header = {"volIdx": number, "dtype": str(volume.dtype), "shape": volume.shape,
                  "affine": json.dumps(self.affine.tolist()), "TR": str(1000 * TR)}
        at = time.time()
        self.socket.send_json(header, self.zmq.SNDMORE)
        self.socket.send(np.ascontiguousarray(volume), copy=False)
        assert self.socket.recv_string() == f"Received vol {number}"
        return at


class Http(Door):
    """POST /volumes, with the example client; each of them twice."""

    def acquire(self) -> None:
        sys.path.insert(0, str(ROOT / "examples/python"))
        from topostream_client import Topostream
        self.client = Topostream(self.lab.page)

    def begin(self, run: int, volumes: int) -> None:
        self.volumes = volumes

    def send(self, run: int, number: int, volume: np.ndarray) -> float:
        body = volume.astype("<i2").tobytes(order="F")
        at = time.time()
        for _ in range(2):
            self.client.send_volume(self.lab.subject, self.name(run), number, body, self.size,
                                    self.affine.ravel().tolist(), TR, "int16", volumes=self.volumes)
        return at


DOORS = {"nifti": Nifti, "dicom": Dicom, "afni": Afni, "pyneal": Pyneal, "http": Http}
