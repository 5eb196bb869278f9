"""The plain form against the shared fixture, and the fixtures it makes against a second derivation in NumPy."""

import os
from pathlib import Path

import numpy
import pytest

import fixture_folder
import make_fixture
import plain_factortopy as plain
import tent_form

SHARED = Path(os.environ.get("TOPOSTREAM_SHARED", Path(__file__).resolve().parents[2] / "shared"))
SHARED_FIXTURE = SHARED / "fixtures" / "factortopy-reference"
# The shared fixture's regulariser adds this to a probability before its logarithm; it shows in the eighth digit.
SHARED_LOG_FLOOR = 1e-8

SHAPES = {
    "one voxel, one layer": dict(voxels=1, widths=[10], bottleneck=8, batch=3, seed=1),
    "unequal layers": dict(voxels=150, widths=[16, 48, 24, 40, 8], bottleneck=24, batch=7, seed=1),
    "flat": dict(voxels=90, widths=[32] * 4, bottleneck=128, batch=9, seed=1, flat_axis="z"),
}


def assert_close(actual: numpy.ndarray, expected: numpy.ndarray, name: str, tolerance: float = 1e-11) -> None:
    """Asks for the same shape and type, and errors below `tolerance` in units of the array's largest value."""
    assert actual.shape == expected.shape, name
    assert actual.dtype == expected.dtype, name
    error, largest = numpy.abs(actual - expected).max(), numpy.abs(expected).max()
    assert error <= tolerance * largest, f"{name}: error {error:g} where the largest value is {largest:g}"


def assert_same_meta(actual: dict, expected: dict) -> None:
    assert list(actual) == list(expected)
    for key, value in expected.items():
        if isinstance(value, float) or key.startswith("losses"):
            assert_close(numpy.array(actual[key]), numpy.array(value), key)
        else:
            assert actual[key] == value, key


@pytest.fixture(scope="module")
def shared_solution() -> fixture_folder.Solution:
    if not SHARED_FIXTURE.is_dir():
        pytest.skip(f"no shared fixture in {SHARED_FIXTURE}; TOPOSTREAM_SHARED names the shared folder")
    return fixture_folder.solve(fixture_folder.read_problem(SHARED_FIXTURE), SHARED_LOG_FLOOR)


@pytest.mark.parametrize("kind", ["output", "grad", "after10"])
def test_reproduces_the_shared_fixture(shared_solution, kind):
    expected = {
        name: array for name, array in fixture_folder.read_arrays(SHARED_FIXTURE).items() if name.startswith(kind)
    }

    actual = {name: array for name, array in shared_solution.arrays.items() if name.startswith(kind)}

    assert actual.keys() == expected.keys()
    assert len(expected) > 0
    for name, array in expected.items():
        assert_close(actual[name], array, name)


def test_reproduces_the_losses_of_the_shared_fixture(shared_solution):
    assert_same_meta(shared_solution.meta, fixture_folder.read_meta(SHARED_FIXTURE))


@pytest.fixture(scope="module", params=SHAPES.values(), ids=SHAPES.keys())
def made(request, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("fixture")
    make_fixture.make(folder, **request.param)
    return folder


def test_a_made_fixture_is_reproduced_from_its_files(made):
    expected = fixture_folder.read_arrays(made)
    problem = fixture_folder.read_problem(made)

    solution = fixture_folder.solve(problem)

    actual = problem.arrays() | solution.arrays
    assert actual.keys() == expected.keys()
    for name, array in expected.items():
        assert array.dtype == numpy.float64
        assert_close(actual[name], array, name)
    assert_same_meta(solution.meta, fixture_folder.read_meta(made))


def test_a_made_fixture_holds_the_outputs_of_the_tent_form(made):
    arrays = fixture_folder.read_arrays(made)

    outputs, total = tent_form.run(arrays)

    for name, array in outputs.items():
        assert_close(arrays[name], array, name)
    assert total == pytest.approx(fixture_folder.read_meta(made)["total_with_reg_weight_0_075"], rel=1e-11)


def total_after(arrays: dict[str, numpy.ndarray], name: str, change: numpy.ndarray) -> float:
    return tent_form.run(arrays | {f"param.{name}": arrays[f"param.{name}"] + change})[1]


def test_the_gradients_of_a_made_fixture_are_the_slopes_of_the_tent_form(made):
    arrays = fixture_folder.read_arrays(made)
    random = numpy.random.default_rng(5)
    names = [name.removeprefix("param.") for name in arrays if name.startswith("param.")]
    for name in names:
        gradient = arrays[f"grad.{name}"]
        # Along random signs that agree with the gradient's more often than not, so that the slope is not near zero.
        direction = numpy.where(random.random(gradient.shape) < 0.8, 1.0, -1.0) * numpy.sign(gradient)
        step = 1e-6 / max(1.0, numpy.linalg.norm(direction))

        slope = (total_after(arrays, name, step * direction) - total_after(arrays, name, -step * direction)) / (2 * step)

        assert slope == pytest.approx((gradient * direction).sum(), rel=1e-5, abs=1e-8), name


def test_an_axis_without_extent_encodes_as_zero(tmp_path):
    make_fixture.make(tmp_path, **SHAPES["flat"])

    encoding = fixture_folder.read_arrays(tmp_path)["output.encoding"].reshape(-1, 3, 32, 2)

    assert (encoding[:, 2] == 0).all()
    assert (encoding[:, :2].std(axis=0) > 0).all()


def test_one_layer_has_no_entropy(tmp_path):
    make_fixture.make(tmp_path, **SHAPES["one voxel, one layer"])

    scale = fixture_folder.read_arrays(tmp_path)["output.scale"]

    assert fixture_folder.read_meta(tmp_path)["reg"] == pytest.approx((scale.item() - 0.5) ** 2, rel=1e-12)


def test_a_new_encoder_reads_the_centre_of_all_layers_alike():
    problem = make_fixture.draw(6, [4, 5, 6, 7], 8, 2, 3, None)

    selection = plain.PlainEncoder(problem.coordinates, problem.widths, 8).select()

    assert (selection.space == 0).all()
    assert (selection.layer == 1 / 4).all()
    assert (selection.scale == 0.5).all()


def test_the_regulariser_fades_over_two_thousand_steps():
    weights = [plain.regulariser_weight(step) for step in (0, 500, 2000, 3000)]

    assert weights == pytest.approx([0.1, 0.075, 0, 0])


def test_refuses_a_draw_that_leaves_a_path_out(tmp_path, monkeypatch):
    monkeypatch.setattr(make_fixture, "spread_selectors", lambda encoder: None)

    with pytest.raises(SystemExit, match="space beyond the outer grid points"):
        make_fixture.make(tmp_path, **SHAPES["unequal layers"])

    assert not any(tmp_path.iterdir())


def test_does_not_write_into_a_folder_with_files(tmp_path):
    (tmp_path / "notes").write_text("mine")

    with pytest.raises(SystemExit, match="expected a new or empty folder"):
        make_fixture.make(tmp_path, **SHAPES["one voxel, one layer"])
